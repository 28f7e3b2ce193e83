package xlsx

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// onlyFile fails unless a folder holds one file with the content.
func onlyFile(t *testing.T, path, content string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("the folder holds %v", entries)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != content {
		t.Errorf("the file holds %q, want %q", got, content)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o640); err != nil {
		t.Fatal(err)
	}
}

func TestSaveWritesAndReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.xlsx")
	for _, content := range []string{"first", "second, and longer", ""} {
		if err := Save(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		onlyFile(t, path, content)
	}
}

func TestSaveKeepsPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	path := filepath.Join(t.TempDir(), "out.xlsx")
	write(t, path, "old")
	if err := Save(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o640 {
		t.Errorf("permissions became %o", info.Mode().Perm())
	}
}

func TestSaveFollowsALink(t *testing.T) {
	target := filepath.Join(t.TempDir(), "real.xlsx")
	write(t, target, "old")
	link := filepath.Join(t.TempDir(), "link.xlsx")
	if err := os.Symlink(target, link); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := Save(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	onlyFile(t, target, "new")
}

func TestAWriteBrokenOffLeavesTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.xlsx")
	write(t, path, "old")
	diskFull := errors.New("no space left on device")
	half := func(w io.Writer, data []byte) error {
		if _, err := w.Write(data[:len(data)/2]); err != nil {
			return err
		}
		return diskFull
	}
	if err := save(path, []byte("new content"), half); !errors.Is(err, diskFull) {
		t.Errorf("got %v", err)
	}
	onlyFile(t, path, "old")
}

func TestSaveRefusesAnOpenFile(t *testing.T) {
	for lock, program := range map[string]string{"~$out.xlsx": "Excel", ".~lock.out.xlsx#": "LibreOffice"} {
		folder := t.TempDir()
		path := filepath.Join(folder, "out.xlsx")
		write(t, path, "old")
		write(t, filepath.Join(folder, lock), "")
		err := Save(path, []byte("new"))
		want := path + " is open in " + program + ": close it there and try again (if nobody has it open, delete the file " + lock + " beside it)"
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if err := os.Remove(filepath.Join(folder, lock)); err != nil {
			t.Fatal(err)
		}
		onlyFile(t, path, "old")
	}
}

func TestSaveRefusesWhatIsNoWritableFile(t *testing.T) {
	folder := t.TempDir()
	readOnly := filepath.Join(folder, "read-only.xlsx")
	write(t, readOnly, "old")
	if err := os.Chmod(readOnly, 0o440); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ path, want string }{
		{folder, "it is a folder or a device, not a file"},
		{readOnly, "it is marked read-only"},
		{filepath.Join(folder, "missing", "out.xlsx"), "can't be written"},
	}
	for _, test := range tests {
		if err := Save(test.path, []byte("new")); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.path, err, test.want)
		}
	}
	onlyFile(t, readOnly, "old")
}

func TestSaveInAReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("this user may write into every folder")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "out.xlsx")
	write(t, path, "old")
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o700)
	if err := Save(path, []byte("new")); !errors.Is(err, os.ErrPermission) {
		t.Errorf("got %v", err)
	}
	onlyFile(t, path, "old")
}
