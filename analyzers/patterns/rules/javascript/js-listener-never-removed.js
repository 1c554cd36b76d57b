class View {
  constructor(element) {
    this.element = element;
    this.onResize = () => this.layout();
    window.addEventListener("resize", this.onResize);
    element.addEventListener("click", this.select.bind(this));
  }

  close(emitter) {
    // ruleid: js-listener-never-removed
    this.element.removeEventListener("click", this.select.bind(this));
    // ruleid: js-listener-never-removed
    window.removeEventListener("scroll", () => this.layout());
    // ruleid: js-listener-never-removed
    emitter.removeListener("data", (chunk) => {
      this.add(chunk);
    });
    // ok: js-listener-never-removed
    window.removeEventListener("resize", this.onResize);
    // ok: js-listener-never-removed
    emitter.removeListener("end", this.onEnd);
  }
}
