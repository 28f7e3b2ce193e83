package xlsx

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Save puts data into the file at path, all of it or nothing: it writes a temporary file beside the target, forces it to
// disk and renames it. An existing file keeps its permissions, and stays as it was when anything fails.
//
// It is an error when the target is open in a spreadsheet program, read-only, or no plain file.
func Save(path string, data []byte) error {
	return save(path, data, writeAll)
}

// Writable says what would keep Save from writing to path, as far as that shows without trying, so that nobody waits for a
// long run in vain.
func Writable(path string) error {
	target, _, err := saveTarget(path)
	if err != nil {
		return err
	}
	return refuseOpen(target)
}

func writeAll(w io.Writer, data []byte) error {
	_, err := w.Write(data)
	return err
}

// save is Save with the writing itself as a parameter, so that tests can break it off.
func save(path string, data []byte, write func(io.Writer, []byte) error) error {
	target, mode, err := saveTarget(path)
	if err != nil {
		return err
	}
	if err := refuseOpen(target); err != nil {
		return err
	}
	temporary, err := createBeside(target)
	if err != nil {
		return fmt.Errorf("%s can't be written: %w", path, err)
	}
	if err := fill(temporary, data, mode, write); err != nil {
		return errors.Join(fmt.Errorf("%s can't be written: %w", path, err), os.Remove(temporary.Name()))
	}
	if err := os.Rename(temporary.Name(), target); err != nil {
		return errors.Join(fmt.Errorf("%s can't be replaced: %w", path, err), os.Remove(temporary.Name()))
	}
	if err := syncDirectory(filepath.Dir(target)); err != nil {
		return fmt.Errorf("%s is written, but the disk did not confirm it: %w", path, err)
	}
	return nil
}

// newFile stands for the permissions of a file that is not there yet.
const newFile fs.FileMode = 0

// saveTarget follows a link to the file that it stands for and returns that file's permissions.
func saveTarget(path string) (target string, mode fs.FileMode, err error) {
	target, err = filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, newFile, nil
	}
	if err != nil {
		return "", 0, fmt.Errorf("%s can't be written: %w", path, err)
	}
	info, err := os.Stat(target)
	if err != nil {
		return "", 0, fmt.Errorf("%s can't be written: %w", path, err)
	}
	if !info.Mode().IsRegular() {
		return "", 0, fmt.Errorf("%s can't be written: it is a folder or a device, not a file", path)
	}
	const ownerMayWrite = 0o200
	if info.Mode().Perm()&ownerMayWrite == 0 {
		return "", 0, fmt.Errorf("%s can't be written: it is marked read-only", path)
	}
	return target, info.Mode().Perm(), nil
}

// refuseOpen looks for the files that Excel and LibreOffice keep beside a workbook while it is open.
func refuseOpen(target string) error {
	folder, name := filepath.Split(target)
	for _, lock := range []struct{ program, file string }{
		{"Excel", "~$" + name},
		{"LibreOffice", ".~lock." + name + "#"},
	} {
		if _, err := os.Lstat(filepath.Join(folder, lock.file)); err == nil {
			return fmt.Errorf("%s is open in %s: close it there and try again (if nobody has it open, delete the file %s beside it)",
				target, lock.program, lock.file)
		}
	}
	return nil
}

// createBeside makes a new file in the target's folder, with the permissions that any new file gets.
func createBeside(target string) (*os.File, error) {
	const (
		attempts      = 1000
		everybodyAsks = 0o666 // less what the user's mask takes away
	)
	folder, name := filepath.Split(target)
	for i := range attempts {
		path := filepath.Join(folder, fmt.Sprintf(".%s.%d-%d.tmp", name, os.Getpid(), i))
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, everybodyAsks)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
	return nil, fmt.Errorf("there are %s temporary files beside it already", thousands(attempts))
}

// fill writes, forces to disk and closes the temporary file.
func fill(file *os.File, data []byte, mode fs.FileMode, write func(io.Writer, []byte) error) error {
	err := write(file, data)
	if err == nil && mode != newFile {
		err = file.Chmod(mode)
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
