#include "metadata.h"

#include "ir_internal.h"
#include "print.h"

static ptowsp_str_t interned(ptowsp_parser_t *p, ptowsp_str_t text) {
  return (ptowsp_str_t){ptowsp_intern(p->context, text), text.size};
}

static bool parse_key(ptowsp_parser_t *p, ptowsp_str_t *out_key) {
  if (!ptowsp_parser_at(p, TOKEN_BARE) && !ptowsp_parser_at(p, TOKEN_STRING))
    return ptowsp_parser_fail(p, "expected identifier key in file metadata");
  ptowsp_str_t key = ptowsp_parser_at(p, TOKEN_STRING) ? ptowsp_parser_string(p, &p->token)
                                                       : ptowsp_token_text(&p->token);
  *out_key = interned(p, key);
  ptowsp_parser_advance(p);
  return ptowsp_parser_expect(p, TOKEN_COLON, "expected ':' behind a key of file metadata");
}

static bool parse_resource(ptowsp_parser_t *p, ptowsp_str_t section, ptowsp_str_t group) {
  ptowsp_resource_t resource = {.section = section, .group = group};
  if (!parse_key(p, &resource.key)) return false;
  if (!ptowsp_parser_at(p, TOKEN_STRING) && !ptowsp_token_is(&p->token, "true") &&
      !ptowsp_token_is(&p->token, "false"))
    return ptowsp_parser_fail(p, "expected a string, 'true' or 'false' as value of a resource");
  resource.value = interned(p, ptowsp_token_text(&p->token));
  ptowsp_parser_advance(p);
  ptowsp_vec_push(&p->module->resources, resource);
  return true;
}

static bool parse_group(ptowsp_parser_t *p, ptowsp_str_t section) {
  ptowsp_str_t group;
  if (!parse_key(p, &group) || !ptowsp_parser_expect(p, TOKEN_LEFT_BRACE, "expected '{'"))
    return false;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_BRACE)) do {
      if (!parse_resource(p, section, group)) return false;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_BRACE, "expected '}' behind the resources of a group");
}

static bool parse_section(ptowsp_parser_t *p) {
  ptowsp_str_t section;
  ptowsp_loc_t loc = ptowsp_parser_loc(p);
  if (!parse_key(p, &section)) return false;
  if (!ptowsp_str_is(section, "dialect_resources") && !ptowsp_str_is(section, "external_resources"))
    return ptowsp_parser_fail_at(p, loc,
                                 "unknown key '%.*s' in file metadata dictionary; write "
                                 "dialect_resources or external_resources",
                                 (int)section.size, section.data);
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_BRACE, "expected '{'")) return false;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_BRACE)) do {
      if (!parse_group(p, section)) return false;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_BRACE, "expected '}' behind the groups of a section");
}

bool ptowsp_parse_metadata(ptowsp_parser_t *p) {
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_at(p, TOKEN_FILE_METADATA_END)) do {
      if (!parse_section(p)) return false;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_FILE_METADATA_END, "expected '#-}' to end file metadata");
}

void ptowsp_print_metadata(ptowsp_buffer_t *out, const ptowsp_module_t *module) {
  const ptowsp_resource_t *last = NULL;
  for (size_t i = 0; i < module->resources.size; i++) {
    const ptowsp_resource_t *r = &module->resources.data[i];
    bool section = !last || last->section.data != r->section.data;
    bool group = section || last->group.data != r->group.data;
    if (last) ptowsp_buffer_puts(out, section ? "\n    }\n  },\n" : group ? "\n    },\n" : ",\n");
    if (!last) ptowsp_buffer_puts(out, "\n{-#\n");
    if (section) ptowsp_buffer_printf(out, "  %s: {\n", r->section.data);
    if (group) {
      ptowsp_buffer_puts(out, "    ");
      ptowsp_print_key(out, r->group);
      ptowsp_buffer_puts(out, ": {\n");
    }
    ptowsp_buffer_puts(out, "      ");
    ptowsp_print_key(out, r->key);
    ptowsp_buffer_puts(out, ": ");
    ptowsp_buffer_append(out, r->value.data, r->value.size);
    last = r;
  }
  if (last) ptowsp_buffer_puts(out, "\n    }\n  }\n#-}\n");
}
