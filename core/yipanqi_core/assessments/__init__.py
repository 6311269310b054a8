"""Assessments: a period judged from frozen facts, stored with everything needed to judge it again."""
