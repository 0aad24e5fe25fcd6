/** The rules as their owners and everybody else see them: sentence, services, figures, versions. */
package io.plumbline.console.rules;
