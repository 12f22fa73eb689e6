"""Bodies of the Process and who sits in them: members, the Steering Committee, the chair, each with its terms."""
