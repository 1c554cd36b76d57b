package files

import "os"

func total(paths []string) (int64, error) {
	var sum int64
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			return 0, err
		}
		// ruleid: go-defer-in-loop
		defer file.Close()
		sum += size(file)
	}
	return sum, nil
}

func locked(stores []*Store) {
	for i := 0; i < len(stores); i++ {
		stores[i].mu.Lock()
		// ruleid: go-defer-in-loop
		defer stores[i].mu.Unlock()
		stores[i].clear()
	}
}

func apart(paths []string) error {
	for _, path := range paths {
		err := func() error {
			file, err := os.Open(path)
			if err != nil {
				return err
			}
			// ok: go-defer-in-loop
			defer file.Close()
			return check(file)
		}()
		if err != nil {
			return err
		}
	}
	return nil
}

func one(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	// ok: go-defer-in-loop
	defer file.Close()
	return check(file)
}
