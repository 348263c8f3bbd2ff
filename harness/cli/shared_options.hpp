// The options that several commands share, declared.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "cli/form.hpp"
#include "command/options.hpp"

namespace stickylab {

/// The words of --lang.
const Choices<Lang>& langs();

/// Declares how a report is printed. `formats` are those that the command has; to ask for another
/// of the tool's formats is an error that says who has it.
void declare_view(Form& form, ViewOptions& view, std::initializer_list<Format> formats);

/// Declares the same for a command that has the whole screen.
void declare_screen(Form& form, ViewOptions& view);

/// --lang; until it is given, `target` is the language of the help.
void declare_lang(Form& form, Lang& target);

/// --connection, for what shows lanes or packets.
void declare_connection(Form& form, int& target);

/// --connection, --from, --to, --only and --no-output, for what shows lanes of any programs.
void declare_shown(Form& form, Excerpt& shown);

/// A number of columns that lanes have room in.
Take width_into(int& width);

/// --net
void declare_net(Form& form, StageOptions& stage);

/// --jobs
void declare_jobs(Form& form, StageOptions& stage);

/// Declares the options of the stage and its wire, all but --jobs.
void declare_stage(Form& form, StageOptions& stage);

/// Declares the same with --jobs.
void declare_runs(Form& form, StageOptions& stage);

/// LAB, which is needed.
void declare_lab(Form& form, std::string& lab);

/// Takes as many labs as are given; none means all.
void declare_labs(Form& form, std::vector<std::string>& labs);

}  // namespace stickylab
