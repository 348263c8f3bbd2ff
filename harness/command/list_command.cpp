#include "command/list_command.hpp"

#include <algorithm>
#include <array>

#include "base/strings.hpp"
#include "command/prefix.hpp"
#include "command/report_output.hpp"
#include "lanes/verdict_words.hpp"
#include "report/json.hpp"
#include "report/text.hpp"
#include "show/progress.hpp"

namespace stickylab {
namespace {

/// The name that people give it who have met it.
struct CommonName {
  std::string_view name;
  Verdict verdict;
};
constexpr std::array<CommonName, 6> kCommonNames = {{{"粘包", Verdict::merged},
                                                     {"黏包", Verdict::merged},
                                                     {"半包", Verdict::torn},
                                                     {"拆包", Verdict::torn},
                                                     {"丢包", Verdict::lost},
                                                     {"死锁", Verdict::hang}}};

bool stands_for(const std::string& word, const Lab& lab) {
  const Verdict verdict = lab.broken.begin()->second.verdict;
  const Phrase& name = kVerdictWords[verdict];
  if (word == name.en || word == name.zh) return true;
  if (std::ranges::any_of(kCommonNames, [&](const CommonName& common) {
        return common.name == word && common.verdict == verdict;
      }))
    return true;
  const Text& topic = topic_of(lab);
  const std::array<std::string_view, 8> texts = {lab.number,   lab.name,       lab.title.en,
                                                 lab.title.zh, lab.symptom.en, lab.symptom.zh,
                                                 topic.en,     topic.zh};
  return std::ranges::any_of(texts, [&](std::string_view text) {
    return in_small_letters(std::string(text)).find(word) != std::string::npos;
  });
}

}  // namespace

int list_command(const ListOptions& options) {
  const std::vector<Lab> labs = find_labs(prefix_of(options.root).labs(), {});
  const std::vector<LabState> states =
      lab_states(labs, load_progress(progress_file(from_environment)));
  const std::string word = in_small_letters(options.word);
  std::vector<ListedLab> listed;
  for (std::size_t i = 0; i < labs.size(); ++i)
    if (word.empty() || stands_for(word, labs[i])) listed.push_back({labs[i], states[i]});
  if (listed.empty())
    throw InputError({"no lab is about \"{}\"; `stickylab list` shows what there is",
                      "没有关于“{}”的实验；有哪些实验，见 `stickylab list`"},
                     options.word);
  Out out(options.view);
  if (options.view.format == Format::json)
    out.print(list_json(listed));
  else
    out.print(word.empty() ? list_text(listed, out.view()) : symptoms_text(listed, out.view()));
  return kReproduced;
}

}  // namespace stickylab
