<?php

function convert(): string
{
    $file = $_GET["file"];
    // ruleid: php-command-injection
    exec("convert " . $file . " out.png", $lines);
    // ruleid: php-command-injection
    return shell_exec("identify {$_POST['name']}");
}

function safe(): string
{
    // ok: php-command-injection
    exec("convert " . escapeshellarg($_GET["file"]) . " out.png", $lines);
    $size = intval($_GET["size"]);
    // ok: php-command-injection
    system("head -c $size /dev/zero");
    // ok: php-command-injection
    return shell_exec("uptime");
}
