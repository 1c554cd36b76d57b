<?php

function find(mysqli $db): array
{
    $name = $_GET["name"];
    // ruleid: php-sql-injection
    $rows = $db->query("SELECT * FROM users WHERE name = '" . $name . "'");
    $sql = "DELETE FROM orders WHERE state = '{$_POST['state']}'";
    // ruleid: php-sql-injection
    mysqli_query($db, $sql);
    return $rows->fetch_all();
}

function safe(PDO $db): array
{
    // ok: php-sql-injection
    $query = $db->prepare("SELECT * FROM users WHERE name = ?");
    $query->execute([$_GET["name"]]);
    $limit = (int) $_GET["limit"];
    // ok: php-sql-injection
    $db->query("SELECT * FROM users LIMIT " . $limit);
    // ok: php-sql-injection
    $db->exec("DELETE FROM orders WHERE state = 'closed'");
    return $query->fetchAll();
}
