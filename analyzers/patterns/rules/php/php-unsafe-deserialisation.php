<?php

function cart(): array
{
    // ruleid: php-unsafe-deserialisation
    $cart = unserialize($_COOKIE["cart"]);
    $text = base64_decode($_POST["options"]);
    // ruleid: php-unsafe-deserialisation
    $options = unserialize($text);
    return [$cart, $options];
}

function safe(string $cached): array
{
    // ok: php-unsafe-deserialisation
    $cart = json_decode($_COOKIE["cart"], true);
    // ok: php-unsafe-deserialisation
    $numbers = unserialize($_COOKIE["numbers"], ["allowed_classes" => false]);
    // ok: php-unsafe-deserialisation
    $entry = unserialize(file_get_contents($cached));
    return [$cart, $numbers, $entry];
}
