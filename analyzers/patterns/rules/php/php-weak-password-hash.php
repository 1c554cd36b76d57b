<?php

function register(string $name, string $password): void
{
    // ruleid: php-weak-password-hash
    store($name, md5($password));
    // ruleid: php-weak-password-hash
    store($name, hash("sha256", $GLOBALS["salt"] . $password));
    // ruleid: php-weak-password-hash
    store($name, sha1($_POST["password"]));
}

function safe(string $name, string $password, string $page): void
{
    // ok: php-weak-password-hash
    store($name, password_hash($password, PASSWORD_DEFAULT));
    // ok: php-weak-password-hash
    header("ETag: " . md5($page));
}
