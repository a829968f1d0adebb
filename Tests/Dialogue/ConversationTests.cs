using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Lines;

namespace Ojousama.Tests.Dialogue
{
    public sealed class ConversationTests
    {
        static readonly CharacterSheet Sheet = new CharacterSheet
        {
            name = "小野寺絢音",
            instruction = "お嬢様として一文で答える。",
            fallbackLine = "ごめんあそばせ、もう一度おっしゃって？",
        };

        [Test]
        public async Task Items_come_in_their_order_and_the_turn_is_remembered()
        {
            var model = new ScriptedModel("小野寺", "絢音です", "わ。よろ", "しくね");
            var conversation = new Conversation(Sheet, model, new FixedFacts("名前は小野寺絢音。"), options: new ConversationOptions { IsPlain = true });

            var items = await Collect(conversation.SayAsync("お名前は？"));

            Assert.That(items.Select(Describe), Is.EqualTo(new[]
            {
                "started 小野寺絢音", "facts 1", "小野寺絢音ですわ。", "[小野寺絢音ですわ。]", "よろしくね", "[よろしくね]", "finished End",
            }));
            Assert.That(conversation.Turns.Single().Reply, Is.EqualTo("小野寺絢音ですわ。よろしくね"));
            Assert.That(model.Requests[0].Prompt.Any(s => s.Text.Contains("・名前は小野寺絢音。\n")), Is.True);
        }

        [Test]
        public async Task What_follows_the_sentence_that_states_the_fact_is_dropped()
        {
            var conversation = new Conversation(Sheet, new ScriptedModel("小野寺絢音ですわ。よろしくね"), new FixedFacts("名前は小野寺絢音。"));

            await Collect(conversation.SayAsync("お名前は？"));

            Assert.That(conversation.Turns.Single().Reply, Is.EqualTo("小野寺絢音ですわ。"));
        }

        [Test]
        public async Task A_fact_that_was_told_is_told_again_without_the_model()
        {
            var model = new ScriptedModel("小野寺絢音ですわ。");
            var conversation = new Conversation(Sheet, model, new FixedFacts("名前は小野寺絢音。"));
            for (int i = 0; i < 4; i++)
                await Collect(conversation.SayAsync("お名前は？"));

            Assert.That(model.Requests, Has.Count.EqualTo(1));
            Assert.That(conversation.Turns.Select(turn => turn.Reply), Is.Unique.And.All.Contains("小野寺絢音"));
        }

        [TestCase(0.1, 5)]
        [TestCase(0.4, 3)]
        [TestCase(3, 1)]
        public async Task A_slow_machine_draws_fewer_candidates(double secondsAReply, int requests)
        {
            var model = new ScriptedModel("さあ、どうかしら。") { Writing = TimeSpan.FromSeconds(secondsAReply) };
            var conversation = new Conversation(Sheet, model, new FixedFacts("名前は小野寺絢音。"));

            await Collect(conversation.SayAsync("お名前は？"));

            Assert.That(model.Requests, Has.Count.EqualTo(requests));
            Assert.That(conversation.Turns.Single().Reply, Does.Contain("小野寺絢音"), "said as the sheet has it");
        }

        [Test]
        public async Task A_line_that_her_author_would_not_let_her_say_is_not_remembered()
        {
            var sheet = new CharacterSheet { speech = new SpeechStyle { bannedWords = { "やねん" } } };
            var lines = new FixedLines(new RememberedLine("関西弁で話して", "なんでやねん、ですわ", 0.9f), new RememberedLine("方言話せる？", "お国言葉は難しゅうございますわ", 0.8f));
            var conversation = new Conversation(sheet, new ScriptedModel("ええ"), lines: lines);

            await Collect(conversation.SayAsync("関西弁で話して"));

            Assert.That(conversation.Turns.Single().Reply, Is.EqualTo("お国言葉は難しゅうございますわ"));
        }

        [TestCase(0, true, ExpectedResult = 0)]
        [TestCase(1, true, ExpectedResult = 1)]
        [TestCase(1, false, ExpectedResult = 0)]
        public async Task<int> The_nearest_line_that_was_not_said_is_shown_to_a_model_that_knows_examples(int exampleCount, bool usesAdapter)
        {
            var model = new ScriptedModel("ええ");
            var lines = new FixedLines(new RememberedLine("雨だ", "ええ", 0.17f), new RememberedLine("曇りだ", "晴れますわ", 0.16f), new RememberedLine("雪だ", "積もりますわ", 0.15f));
            var conversation = new Conversation(
                Sheet, model, adapter: "a.gguf", options: new ConversationOptions { UseAdapter = usesAdapter }, lines: lines, exampleCount: exampleCount);
            conversation.RestoreHistory(new[] { new Exchange("やあ", Array.Empty<string>(), "ええ") });

            await Collect(conversation.SayAsync("空が暗いね"));

            string[] shown = model.Requests[0].Prompt.SelectMany(s => s.Text.Split('\n')).Where(row => row.StartsWith("前に「")).ToArray();
            if (shown.Length > 0)
                Assert.That(shown, Is.EqualTo(new[] { "前に「曇りだ」と言われて「晴れますわ」と返した。" }));
            return shown.Length;
        }

        [Test]
        public async Task A_fact_that_no_reply_states_is_said_in_her_manner()
        {
            var conversation = new Conversation(Sheet, new ManyMinds("存じませんわ", "ええ", "まあ", "そう", "はい"), new FixedFacts("兄はアメリカに留学している。"));

            await Collect(conversation.SayAsync("ご家族は？"));

            Assert.That(conversation.Turns.Single().Reply, Is.EqualTo("兄はアメリカに留学している" + Sheet.speech.verbEnding));
        }

        [Test]
        public async Task The_next_prompt_holds_the_sampled_tokens_of_the_last_reply()
        {
            var model = new ScriptedModel("ええ", "。");
            var conversation = new Conversation(Sheet, model);

            await Collect(conversation.SayAsync("ごきげんよう"));
            await Collect(conversation.SayAsync("また明日"));

            Assert.That(model.Requests[1].Prompt.Single(s => s.Tokens != null).Tokens, Is.EqualTo(new[] { 100, 101 }));
        }

        [Test]
        public async Task A_failure_gives_the_fallback_line_and_leaves_no_trace()
        {
            var model = new ScriptedModel("あの") { Error = new OjousamaException("It broke", "Mend it") };
            var conversation = new Conversation(Sheet, model);

            var items = await Collect(conversation.SayAsync("ごきげんよう"));

            var failed = (TurnFailed)items.Last();
            Assert.That(failed.FallbackLine, Is.EqualTo(Sheet.fallbackLine));
            Assert.That(failed.Error.Message, Is.EqualTo("It broke. Mend it."));
            Assert.That(conversation.Turns, Is.Empty);
        }

        [Test]
        public async Task Half_an_emoji_is_answered([Values(@"a\uD83D", @"\uDE04", @"\uD83D\uD83D", "")] string escaped)
        {
            string line = Regex.Unescape(escaped); // attributes hold UTF-8
            var conversation = new Conversation(Sheet, new ScriptedModel("ええ、\uD83D", "\uDE04そう\uD83D", "ですわ。"));

            var finished = (TurnFinished)(await Collect(conversation.SayAsync(line))).Last();

            Assert.That(finished.Turn.Reply, Is.EqualTo("ええ、😄そうですわ。"));
        }

        [Test]
        public async Task Whatever_is_thrown_within_a_turn_it_ends_with_an_item([Values] Thrower thrower)
        {
            var broken = new Broken(thrower);
            var conversation = new Conversation(Sheet, broken, broken);

            var items = await Collect(conversation.SayAsync("ごきげんよう"));

            Assert.That(((TurnFailed)items.Last()).FallbackLine, Is.EqualTo(Sheet.fallbackLine));
            Assert.That(conversation.Turns, Is.Empty);
            broken.Heal();
            Assert.That((await Collect(conversation.SayAsync("ごきげんよう"))).Last(), Is.InstanceOf<TurnFinished>(), "the next line goes on");
        }

        [Test]
        public async Task A_model_whose_stream_has_no_last_item_fails_the_turn()
        {
            var conversation = new Conversation(Sheet, new Broken(Thrower.NoLastItem));

            var failed = (TurnFailed)(await Collect(conversation.SayAsync("ごきげんよう"))).Last();

            Assert.That(failed.Error.Message, Does.Contain("without its last item"));
        }

        [Test]
        public async Task A_model_that_is_too_slow_gives_the_authors_line_for_that()
        {
            var slow = new ScriptedModel("はい", "、ええと", "、あの。", "そうですの。") { Gate = new SemaphoreSlim(0) };
            var sheet = new CharacterSheet { fallbacks = { new FallbackLine { situation = FallbackSituation.TooSlow, text = "……少しお待ちになって。" } } };
            var conversation = new Conversation(sheet, slow, options: new ConversationOptions { FirstSentenceTimeout = TimeSpan.FromMilliseconds(30) });
            Task<List<DialogueItem>> turn = Collect(conversation.SayAsync("ごきげんよう"));
            await Task.Delay(300);

            slow.Gate.Release(9); // the model notices only now

            var failed = (TurnFailed)(await turn).Last();
            Assert.That((failed.FallbackLine, failed.Turn.StopReason), Is.EqualTo(("……少しお待ちになって。", StopReason.Error)));
            Assert.That(failed.Error.Message, Does.Contain("0.03 seconds"));
            Assert.That(conversation.Turns, Is.Empty);
        }

        [Test]
        public async Task A_reply_that_has_begun_may_take_its_time()
        {
            var slow = new ScriptedModel("はい、そうですの。", "それで、", "ええ。") { Gate = new SemaphoreSlim(2) };
            var conversation = new Conversation(Sheet, slow, options: new ConversationOptions { FirstSentenceTimeout = TimeSpan.FromSeconds(1) });
            Task<List<DialogueItem>> turn = Collect(conversation.SayAsync("ごきげんよう"));
            await Task.Delay(1300);

            slow.Gate.Release(9);

            Assert.That(((TurnFinished)(await turn).Last()).Turn.Reply, Is.EqualTo("はい、そうですの。それで、ええ。"));
        }

        [Test]
        public async Task A_talk_that_is_gone_on_from_holds_no_face_that_the_model_did_not_write()
        {
            var model = new ScriptedModel("うれしいですわ。");
            var conversation = new Conversation(new CharacterSheet { expressions = { new Expression { name = "joy", cues = { "うれし" } } } }, model);
            await Collect(conversation.SayAsync("はい"));
            Exchange saved = conversation.Turns[0].Shown;
            Assert.That(saved.Reply, Is.EqualTo("[face:joy]うれしいですわ。"));

            conversation.RestoreHistory(new[] { saved });
            await Collect(conversation.SayAsync("ええ"));

            Assert.That(conversation.Turns[0].Reply, Is.EqualTo(saved.Reply));
            Assert.That(string.Concat(model.Requests[1].Prompt.Select(s => s.Text)), Does.Contain("うれしいですわ。").And.Not.Contain("[face"));
        }

        [Test]
        public async Task Of_several_replies_one_that_the_guard_would_cut_is_never_the_best()
        {
            var model = new ManyMinds("俺だぜ。", "はい、そうですわ。", "お前は俺のもの。とても長いお返事。");
            var sheet = new CharacterSheet { speech = new SpeechStyle { bannedWords = { "俺" } } };
            var conversation = new Conversation(sheet, model, options: new ConversationOptions { Scorer = new Longest(), Candidates = 3 });

            var items = await Collect(conversation.SayAsync("ごきげんよう"));

            Assert.That(((TurnFinished)items.Last()).Turn.Reply, Is.EqualTo("はい、そうですわ。"));
        }

        [Test]
        public async Task A_later_line_cancels_the_running_one()
        {
            var model = new ScriptedModel("はい、そうです。", "ええ。") { Gate = new SemaphoreSlim(2) };
            var conversation = new Conversation(Sheet, model);
            var first = conversation.SayAsync("一つ目").GetAsyncEnumerator();
            for (int i = 0; i < 3; i++)
                await first.MoveNextAsync();
            Assert.That(Describe(first.Current), Is.EqualTo("はい、そうです。"));

            model.Gate.Release(4);
            await Collect(conversation.SayAsync("二つ目"));

            Assert.ThrowsAsync<OperationCanceledException>(async () => await first.MoveNextAsync());
            Assert.That(conversation.Turns.Select(t => t.PlayerLine), Is.EqualTo(new[] { "二つ目" }));
        }

        [Test]
        public async Task A_queued_line_waits_for_the_running_one()
        {
            var model = new ScriptedModel("はい。") { Gate = new SemaphoreSlim(0), IsNumbered = true };
            var conversation = new Conversation(Sheet, model, options: new ConversationOptions { WhenBusy = WhenBusy.Queue });
            Task<List<DialogueItem>> first = Collect(conversation.SayAsync("一つ目"));
            Task<List<DialogueItem>> second = Collect(conversation.SayAsync("二つ目"));
            Assert.That(SpinWait.SpinUntil(() => model.Requests.Count == 1, 5000), Is.True);
            await Task.Delay(50);
            Assert.That(model.Requests, Has.Count.EqualTo(1));

            model.Gate.Release(2);
            await Task.WhenAll(first, second);

            Assert.That(conversation.Turns.Select(t => t.PlayerLine), Is.EqualTo(new[] { "一つ目", "二つ目" }));
        }

        [Test]
        public void Cancellation_ends_the_stream_and_leaves_no_trace()
        {
            using var cancellation = new CancellationTokenSource();
            var conversation = new Conversation(Sheet, new ScriptedModel("はい", "。"));

            Assert.ThrowsAsync<OperationCanceledException>(async () =>
            {
                await foreach (var item in conversation.SayAsync("ごきげんよう", cancellation.Token))
                {
                    if (item is TextPiece)
                        cancellation.Cancel();
                }
            });
            Assert.That(conversation.Turns, Is.Empty);
        }

        [Test]
        public async Task The_oldest_turns_leave_the_prompt_when_the_context_is_full_and_the_talk_goes_on()
        {
            var model = new ScriptedModel("とても長いお返事ですわ。") { ContextTokens = 400 };
            var conversation = new Conversation(Sheet, model);

            for (int i = 0; i < 30; i++)
                await Collect(conversation.SayAsync($"{i}番目のお話"));

            Assert.That(conversation.Turns, Has.Count.EqualTo(30));
            int room = model.ContextTokens - Sheet.model.replyTokens;
            Assert.That(model.Requests.Select(r => model.CountTokens(r.Prompt)), Is.All.LessThanOrEqualTo(room));
            Assert.That(string.Concat(model.Requests.Last().Prompt.Select(s => s.Text)), Does.StartWith("<start_of_turn>user\n" + Sheet.instruction));
        }

        static string Describe(DialogueItem item) => item switch
        {
            TurnStarted s => "started " + s.Speaker,
            FactsRecalled f => "facts " + f.Facts.Count,
            TextPiece p => p.Text,
            SentenceEnd s => $"[{s.Sentence}]",
            TurnFinished t => "finished " + t.Turn.StopReason,
            _ => item.GetType().Name,
        };

        static async Task<List<DialogueItem>> Collect(IAsyncEnumerable<DialogueItem> stream)
        {
            var items = new List<DialogueItem>();
            await foreach (var item in stream)
                items.Add(item);
            return items;
        }

        sealed class FixedFacts : IFactSource
        {
            readonly RecalledFact[] _facts;

            public FixedFacts(params string[] facts) => _facts = facts.Select(f => new RecalledFact(f, 1f)).ToArray();

            public Task<IReadOnlyList<RecalledFact>> RecallAsync(
                string line, int count, IGameState? state = null, CancellationToken cancellationToken = default) =>
                Task.FromResult<IReadOnlyList<RecalledFact>>(_facts);
        }

        sealed class FixedLines : ILineSource
        {
            readonly RememberedLine[] _lines;

            public FixedLines(params RememberedLine[] lines) => _lines = lines;

            public Task<IReadOnlyList<RememberedLine>> RecallAsync(string line, int count, CancellationToken cancellationToken = default) =>
                Task.FromResult<IReadOnlyList<RememberedLine>>(_lines.Take(count).ToArray());
        }

        sealed class Longest : IReplyScorer
        {
            public Task<IReadOnlyList<float>> ScoreAsync(ReplyCandidates candidates, CancellationToken cancellationToken = default) =>
                Task.FromResult<IReadOnlyList<float>>(candidates.Replies.Select(r => (float)r.Length).ToArray());
        }

        public enum Thrower
        {
            Facts,
            Cancellation,
            Count,
            Model,
            MidStream,
            NoLastItem,
        }

        /// <summary>A host's own code with a fault in it.</summary>
        sealed class Broken : IDialogueModel, IFactSource
        {
            Thrower? _thrower;

            public Broken(Thrower thrower) => _thrower = thrower;

            public int ContextTokens => 2048;

            public void Heal() => _thrower = null;

            public void Throw(Thrower at)
            {
                if (_thrower == at)
                    throw new InvalidOperationException("Broken.");
            }

            public int CountTokens(IReadOnlyList<PromptSegment> prompt)
            {
                Throw(Thrower.Count);
                return prompt.Count;
            }

            public Task<IReadOnlyList<RecalledFact>> RecallAsync(string line, int count, IGameState? state, CancellationToken cancellationToken)
            {
                Throw(Thrower.Facts);
                if (_thrower == Thrower.Cancellation)
                    throw new TaskCanceledException(); // a server's time was over, nobody cancelled the turn
                return Task.FromResult<IReadOnlyList<RecalledFact>>(Array.Empty<RecalledFact>());
            }

            public IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken)
            {
                Throw(Thrower.Model);
                return PiecesAsync();
            }

            async IAsyncEnumerable<GenerationItem> PiecesAsync()
            {
                await Task.Yield();
                yield return GenerationItem.Piece("そうですわ。", 1);
                Throw(Thrower.MidStream);
                if (_thrower != Thrower.NoLastItem)
                    yield return GenerationItem.Last(new GenerationEnd(StopReason.End, default));
            }
        }
    }
}
