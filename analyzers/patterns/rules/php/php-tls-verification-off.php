<?php

function fetch(string $url): string
{
    $curl = curl_init($url);
    // ruleid: php-tls-verification-off
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
    // ruleid: php-tls-verification-off
    curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 0);
    return curl_exec($curl);
}

function several(string $url): string
{
    $curl = curl_init($url);
    // ruleid: php-tls-verification-off
    curl_setopt_array($curl, [CURLOPT_RETURNTRANSFER => true, CURLOPT_SSL_VERIFYPEER => false]);
    return curl_exec($curl);
}

function safe(string $url): string
{
    $curl = curl_init($url);
    // ok: php-tls-verification-off
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
    // ok: php-tls-verification-off
    curl_setopt($curl, CURLOPT_CAINFO, "/etc/ssl/company.pem");
    return curl_exec($curl);
}
