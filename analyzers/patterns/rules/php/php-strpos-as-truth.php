<?php

function allowed(string $path, array $names, string $name): bool
{
    // ruleid: php-strpos-as-truth
    if (strpos($path, "/admin")) {
        return false;
    }
    // ruleid: php-strpos-as-truth
    if (array_search($name, $names) == false) {
        return false;
    }
    // ruleid: php-strpos-as-truth
    if (!stripos($path, "public")) {
        return false;
    }
    return true;
}

function right(string $path, array $names, string $name): bool
{
    // ok: php-strpos-as-truth
    if (strpos($path, "/admin") !== false) {
        return false;
    }
    // ok: php-strpos-as-truth
    if (str_contains($path, "..")) {
        return false;
    }
    // ok: php-strpos-as-truth
    return strpos($path, "/") === 0;
}
