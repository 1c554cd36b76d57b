<?php

function greet(): void
{
    // ruleid: php-cross-site-scripting
    echo "Hello " . $_GET["name"];
    $query = $_GET["q"];
    // ruleid: php-cross-site-scripting
    print("<input name='q' value='$query'>");
}

function safe(): void
{
    // ok: php-cross-site-scripting
    echo "Hello " . htmlspecialchars($_GET["name"], ENT_QUOTES);
    // ok: php-cross-site-scripting
    echo (int) $_GET["page"];
    // ok: php-cross-site-scripting
    echo "<h1>Welcome</h1>";
}
