/* Reads everything that the service would read at its start, and tells every error; and what the campaign need not say. */
#include "daemon/ctl/ctl.h"
#include "daemon/keep/reply/render.h"
#include "daemon/keep/reply/sample.h"
#include "daemon/keep/reply/shipped.h"

#include <stdio.h>

enum outcome ctl_check(struct ctl *ctl, struct reason *why)
{
	struct render *templates = NULL;
	enum outcome o = ctl_load(ctl, why);
	if (o == DONE)
		o = render_load(
		        shipped_templates(ctl->arena), ctl->config->templates_folder, &templates, why);
	if (o == DONE)
		o = sample_check(templates, ctl->campaign, why);
	render_close(&templates);
	if (o == DONE) {
		printf("%s, %s (%zu sub-projects, %zu units), the words of %s and the templates are in "
		       "order\n",
		        ctl->config->path, ctl->campaign->path, ctl->campaign->sub_projects.n,
		        ctl->campaign->units.n, ctl->files.vocabulary.path);
		for (size_t i = 0; i < ctl->n_notes; i++)
			printf("note: %s\n", ctl->notes[i]);
		ctl_tell_if_over(ctl, false);
	}
	return o;
}
