<?php

function page(): void
{
    // ruleid: php-file-inclusion
    include "pages/" . $_GET["page"] . ".php";
    $name = $_REQUEST["name"];
    // ruleid: php-file-inclusion
    readfile("/srv/uploads/" . $name);
}

function safe(): void
{
    $pages = ["home" => "home.php", "help" => "help.php"];
    // ok: php-file-inclusion
    include "pages/" . $pages[$_GET["page"]];
    // ok: php-file-inclusion
    readfile("/srv/uploads/" . basename($_GET["name"]));
    // ok: php-file-inclusion
    require_once __DIR__ . "/vendor/autoload.php";
}
