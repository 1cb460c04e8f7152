"""A nightly run as an Airflow DAG (Airflow 2.4 or newer). Change the three paths."""

import subprocess
from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.operators.python import PythonOperator

LATTICEWORK = "/opt/latticework"
WORKSPACE = "/data/latticework"
DUMP = "s3a://materialsproject-build/collections"

TOO_MANY_REJECTED = 3  # exit code; another try would find the same


def nightly():
    """Runs the command; what it prints goes to the task's log."""
    command = [f"{LATTICEWORK}/bin/latticework", "nightly", "--workspace", WORKSPACE, "--input", DUMP]
    command += ["--summary", f"{WORKSPACE}/nightly-summary.json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in process.stdout:
            print(line, end="")
        code = process.wait()
    finally:
        if process.poll() is None:  # Airflow stopped the task, at its time limit or by hand
            process.terminate()
            process.wait()
    if code == TOO_MANY_REJECTED:
        raise AirflowFailException("more records were rejected than --max-rejected; not tried again")
    if code != 0:
        raise AirflowException(f"latticework nightly ended with {code}")


with DAG(
    dag_id="latticework_nightly",
    description="Ingest and featurize what is new",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=15)},
) as dag:
    PythonOperator(task_id="nightly", python_callable=nightly, execution_timeout=timedelta(hours=12))
