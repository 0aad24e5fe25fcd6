/** How rules get from somebody's edit into force: drafts, approvals, versions, reviews. */
package io.plumbline.app.publishing;
