"""Directory (danh bạ): the workplaces that people miss in the list of unions, and units that may stand in it twice.

Nouns: WorkplaceRequest (yêu cầu bổ sung nơi làm việc), Answer (trả lời), NotTheSame (không trùng). Finding a
workplace belongs to the room below, `organisations`.
"""
