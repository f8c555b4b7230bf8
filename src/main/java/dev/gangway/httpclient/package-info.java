/**
 * The HttpClient 5 edge: pools, TLS, one call at a time per connection. HttpClient's connection manager runs on a reactor of
 * our own without any request interceptor, so what leaves is exactly what was planned; redirects, cookies, authentication,
 * decoding and automatic retries do not exist here. Never sees a servlet.
 */
@NullMarked
package dev.gangway.httpclient;

import org.jspecify.annotations.NullMarked;
