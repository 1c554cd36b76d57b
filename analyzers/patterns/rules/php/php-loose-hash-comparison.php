<?php

function check(string $text, string $signature, string $password, string $stored): bool
{
    // ruleid: php-loose-hash-comparison
    if (md5($text) == $signature) {
        return true;
    }
    // ruleid: php-loose-hash-comparison
    return $stored == crypt($password, $stored);
}

function safe(string $text, string $signature, string $key): bool
{
    // ok: php-loose-hash-comparison
    if (hash_equals($signature, hash_hmac("sha256", $text, $key))) {
        return true;
    }
    // ok: php-loose-hash-comparison
    return strlen($text) == strlen($signature);
}
