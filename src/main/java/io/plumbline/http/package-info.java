/** What may be called, and how is a call refused? The contract of the API, problems, tokens. */
package io.plumbline.http;
