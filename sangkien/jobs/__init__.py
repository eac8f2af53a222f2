"""Long work (việc dài): whatever takes longer than a page may: importing a file, a long paper, an index made anew.

Nouns: Job (việc), Worker (bộ xử lý), Cancellation (yêu cầu dừng). A room above says how its kind of work is done
(`kinds.long_work`, in its module `jobs`) and asks for it (`actions.ask`); what its runner holds on to is a `Progress`;
how jobs are taken up and end stands in `running`, called by the doors, which have the clock.

Each step of a job is one transaction with the note of how far it got: what is killed goes on with the first step that
is not done, cancelled it stops between two steps, and no step is ever done twice.
"""
