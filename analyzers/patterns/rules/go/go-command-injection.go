package convert

import (
	"net/http"
	"os/exec"
	"strconv"
)

func handle(w http.ResponseWriter, r *http.Request) {
	file := r.FormValue("file")
	// ruleid: go-command-injection
	out, err := exec.Command("sh", "-c", "convert "+file+" out.png").Output()
	reply(w, out, err)
	tool := r.URL.Query().Get("tool")
	// ruleid: go-command-injection
	out, err = exec.CommandContext(r.Context(), tool, "--version").Output()
	reply(w, out, err)
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-command-injection
	out, err := exec.Command("convert", "--", clean(r.FormValue("file")), "out.png").Output()
	reply(w, out, err)
	size, err := strconv.Atoi(r.FormValue("size"))
	// ok: go-command-injection
	out, err = exec.Command("sh", "-c", "head -c "+strconv.Itoa(size)+" /dev/zero").Output()
	reply(w, out, err)
	// ok: go-command-injection
	out, err = exec.Command("sh", "-c", "uptime | cut -d, -f1").Output()
	reply(w, out, err)
}
