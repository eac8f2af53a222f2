"""Stories (câu chuyện sáng kiến): from an initiative to what society reads of it.

Nouns: Story, Edition (its text at each saving), Subject (an author whom it tells of), Picture, Series, Reach. A story
never holds an author's name: it holds the places where one stands, and who may be named is asked when it is read.
"""
