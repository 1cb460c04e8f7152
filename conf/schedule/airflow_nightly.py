"""A nightly run as an Airflow DAG (Airflow 2.4 or newer). Change the three paths."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

LATTICEWORK = "/opt/latticework"
WORKSPACE = "/data/latticework"
DUMP = "s3a://materialsproject-build/collections"

with DAG(
    dag_id="latticework_nightly",
    description="Ingest and featurize what is new",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=15)},
) as dag:
    # Exit code 3 (more rejected than --max-rejected) is a failure, and no reason to try again.
    BashOperator(
        task_id="nightly",
        bash_command=(
            f"{LATTICEWORK}/bin/latticework nightly --workspace {WORKSPACE} --input {DUMP}"
            f" --summary {WORKSPACE}/nightly-summary.json"
            " || { code=$?; [ $code -eq 3 ] && exit 99; exit $code; }"
        ),
        execution_timeout=timedelta(hours=12),
    )
