"""Nothing that was acknowledged is lost, nothing is counted twice: shown while everything is being killed.

    make test-faults                                    ten thousand submissions from sixteen people
    python -m tests.faults --submissions 500 --seed 7   fewer, otherwise the same

`site` runs the product as in life, on a durable PostgreSQL of its own; `killing` kills its processes with -9;
`lossy` is a bad network; `sending` are the people who send until they have a receipt; `verdict` asks the database
and the pages what became of it. Everything happens on this machine, and only what `site` started is killed.
"""
