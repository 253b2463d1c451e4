"""The windows: Qt widgets over use cases. Importing this package alone loads no Qt, so that the command may
use it too.
"""
