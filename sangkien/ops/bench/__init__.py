"""Speed, measured beside a yardstick in the same run: the ratio holds when the machine is busy, seconds do not.

Everything happens in a scratch database of its own, filled through the product's own actions.
"""
