"""The names of our JSON documents; without Django, for who reads files and nothing else."""

ROUND = "flevonorm.round/1"
