package xlsx

// syncDirectory does nothing: Windows can't force a folder to disk, and its file system records renames in a journal.
func syncDirectory(string) error { return nil }
