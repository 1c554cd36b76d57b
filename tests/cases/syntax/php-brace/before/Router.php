<?php

namespace Web;

class Router
{
    private array $routes = [];

    public function add(string $path, callable $target): void
    {
        $this->routes[$path] = ['target' => $target, 'hits' => 0];
    }

    public function run(string $path): string
    {
        foreach ($this->routes as $known => $route) {
            if ($known === $path) {
                return ($route['target'])($path);
            }
        }
        for ($i = 0; $i < 3; $i++) {
            error_log("no route");
        }
        return '';
    }
}
