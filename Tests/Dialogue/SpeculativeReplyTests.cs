using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Turns;

namespace Ojousama.Tests.Dialogue
{
    public sealed class SpeculativeReplyTests
    {
        static readonly CharacterSheet Sheet = new CharacterSheet { instruction = "お嬢様として一文で答える。", fallbackLine = "あら。" };

        [Test]
        public async Task A_foreseen_line_is_not_generated_again()
        {
            var model = new ScriptedModel("はい", "。");
            var conversation = new Conversation(Sheet, model);
            conversation.Prefetch(new[] { "お茶にしない？", "また明日" });
            await Until(() => Replies(model) == 2);

            Turn turn = await Say(conversation, "また明日");

            Assert.That(turn.Reply, Is.EqualTo("はい。"));
            Assert.That(turn.Timings.IsSpeculative, Is.True);
            Assert.That(Replies(model), Is.EqualTo(2));
        }

        [Test]
        public async Task Preparing_the_same_lines_again_generates_nothing()
        {
            var model = new ScriptedModel("はい。");
            var conversation = new Conversation(Sheet, model);
            conversation.Prefetch(new[] { "一つ目", "二つ目" });
            await Until(() => Replies(model) == 2);
            conversation.Prefetch(new[] { "二つ目", "一つ目" });
            await Say(conversation, "一つ目");

            Assert.That(Replies(model), Is.EqualTo(2));
        }

        [Test]
        public async Task Another_line_cancels_what_was_foreseen()
        {
            var model = new ScriptedModel("はい。") { Gate = new SemaphoreSlim(1), IsNumbered = true }; // lets through one of the two
            var conversation = new Conversation(Sheet, model);
            conversation.Prefetch(new[] { "一つ目", "二つ目" });
            await Until(() => Replies(model) == 2);
            model.Gate.Release(2);

            Turn turn = await Say(conversation, "別の話");

            Assert.That(turn.Timings.IsSpeculative, Is.False);
            Assert.That(conversation.Turns.Select(t => t.PlayerLine), Is.EqualTo(new[] { "別の話" }));
            Turn late = await Say(conversation, "一つ目", model.Gate);
            Assert.That(late.Timings.IsSpeculative, Is.False, "it was foreseen for another talk");
        }

        [Test]
        public async Task Lines_prepared_while_she_speaks_are_begun_when_she_has_ended()
        {
            var model = new ScriptedModel("はい。") { Gate = new SemaphoreSlim(0), IsNumbered = true };
            var conversation = new Conversation(Sheet, model);
            Task<Turn> first = Say(conversation, "ごきげんよう");
            conversation.Prefetch(new[] { "また明日" });
            await Until(() => Replies(model) == 1);

            model.Gate.Release(2);
            await first;
            await Until(() => Replies(model) == 2);

            Assert.That(model.Requests.Last().Prompt.Any(s => s.Text.Contains("ごきげんよう")), Is.True, "it follows on what was said");
            Assert.That((await Say(conversation, "また明日")).Timings.IsSpeculative, Is.True);
        }

        [Test]
        public async Task No_more_is_begun_than_the_token_budget_holds()
        {
            var model = new ScriptedModel("は", "い", "。");
            var options = new ConversationOptions { SpeculativeTokens = Sheet.model.replyTokens + 5 }; // 4 items a reply: a second one fits after the first, a third does not
            var conversation = new Conversation(Sheet, model, options: options);

            conversation.Prefetch(new[] { "一", "二", "三", "四" });
            await Until(() => Replies(model) == 2);
            await Task.Delay(50);

            Assert.That(Replies(model), Is.EqualTo(2));
        }

        [Test]
        public async Task Warming_up_reads_the_prefix_and_generates_nothing()
        {
            var model = new ScriptedModel("はい。");
            await new Conversation(Sheet, model).WarmUpAsync();
            var request = model.Requests.Single();
            Assert.That(request.MaxTokens, Is.Zero);
            Assert.That(string.Concat(request.Prompt.Select(s => s.Text)), Is.EqualTo("<start_of_turn>user\nお嬢様として一文で答える。\n\n"));
        }

        [Test]
        public async Task The_summary_of_dropped_turns_leads_the_prompt()
        {
            var model = new ScriptedModel("とても長いお返事ですわ。") { ContextTokens = 400 };
            int dropped = 0;
            var conversation = new Conversation(Sheet, model, options: new ConversationOptions
            {
                Summarize = (turns, ct) =>
                {
                    dropped = turns.Count;
                    return Task.FromResult($"これまでに{turns.Count}回話した。");
                },
            });
            for (int i = 0; i < 20; i++)
                await Say(conversation, $"{i}番目のお話");

            Assert.That(dropped, Is.GreaterThan(0));
            Assert.That(
                string.Concat(model.Requests.Last().Prompt.Select(s => s.Text)),
                Does.StartWith($"<start_of_turn>user\n{Sheet.instruction}\n・これまでに{dropped}回話した。\n\n{dropped}番目"));
            int room = model.ContextTokens - Sheet.model.replyTokens;
            Assert.That(model.Requests.Select(r => model.CountTokens(r.Prompt)), Is.All.LessThanOrEqualTo(room));
        }

        [Test]
        public async Task A_summary_that_fails_costs_only_itself()
        {
            var log = new List<string>();
            var conversation = new Conversation(Sheet, new ScriptedModel("とても長いお返事ですわ。") { ContextTokens = 400 }, options: new ConversationOptions
            {
                Summarize = (turns, ct) => throw new InvalidOperationException("no ink"),
                Log = log.Add,
            });
            for (int i = 0; i < 20; i++)
                await Say(conversation, $"{i}番目のお話");

            Assert.That(conversation.Turns, Has.Count.EqualTo(20));
            Assert.That(log.Any(l => l.Contains("no ink")), Is.True);
        }

        static int Replies(ScriptedModel model)
        {
            lock (model.Requests)
                return model.Requests.Count(r => r.MaxTokens > 0);
        }

        static async Task Until(Func<bool> condition)
        {
            for (int i = 0; i < 1000 && !condition(); i++)
                await Task.Delay(5);
            Assert.That(condition(), Is.True);
        }

        static async Task<Turn> Say(Conversation conversation, string line, SemaphoreSlim? gate = null)
        {
            gate?.Release(2);
            Turn? turn = null;
            await foreach (DialogueItem item in conversation.SayAsync(line))
                turn = (item as TurnFinished)?.Turn ?? turn;
            return turn!;
        }
    }
}
