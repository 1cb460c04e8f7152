#!/usr/bin/env bash
# Tells Spark which GPUs a machine has, as it wants to hear it: {"name": "gpu", "addresses": ["0", "1"]}.
set -euo pipefail
addresses=$(nvidia-smi --query-gpu=index --format=csv,noheader | sed 's/^[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*$/"\1"/' | paste -sd,)
echo "{\"name\": \"gpu\", \"addresses\": [$addresses]}"
