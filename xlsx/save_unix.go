//go:build !windows

package xlsx

import (
	"errors"
	"os"
)

// syncDirectory forces a folder's list of files to disk, so that a rename outlives a power cut.
func syncDirectory(folder string) error {
	directory, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
