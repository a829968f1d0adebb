using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Ojousama.Inference;
using Ojousama.Tests.Dialogue;

namespace Ojousama.Tests.Inference
{
    public sealed class BestOfModelTests
    {
        static readonly GenerationRequest Request = new GenerationRequest(new[] { PromptSegment.Literal("お茶は？") })
        {
            Sampling = new SamplingOptions { Seed = 7 },
        };

        [Test]
        public async Task The_best_reply_is_streamed_whole()
        {
            var model = new NumberedModel();
            var best = new BestOfModel(model, 4, (replies, ct) =>
                Task.FromResult<IReadOnlyList<float>>(replies.Select(r => r.Contains("3") ? 1f : 0f).ToArray()));

            var items = await Read(best.GenerateAsync(Request));

            Assert.That(string.Concat(items.Select(i => i.Text)), Is.EqualTo("答え3。"));
            Assert.That(items.Count(i => i.IsLast), Is.EqualTo(1));
            Assert.That(model.Seeds.Distinct().Count(), Is.EqualTo(4));
        }

        [Test]
        public async Task A_scorer_that_fails_lets_the_first_reply_through_and_says_so()
        {
            string log = "";
            var best = new BestOfModel(new NumberedModel(), 3, (replies, ct) => throw new FormatException("no taste"), l => log = l);

            var items = await Read(best.GenerateAsync(Request));

            Assert.That(string.Concat(items.Select(i => i.Text)), Is.EqualTo("答え1。"));
            Assert.That(log, Does.Contain("no taste"));
        }

        [Test]
        public async Task Greedy_replies_are_all_equal_so_one_is_generated()
        {
            var model = new ScriptedModel("はい。");
            await Read(new BestOfModel(model, 4, (r, ct) => throw new InvalidOperationException()).GenerateAsync(Request with { Sampling = SamplingOptions.Greedy }));
            Assert.That(model.Requests, Has.Count.EqualTo(1));
        }

        [Test]
        public async Task Failed_and_empty_replies_are_not_candidates()
        {
            var model = new ScriptedModel { Error = new OjousamaException("It broke", "Mend it") };
            var items = await Read(new BestOfModel(model, 2, (r, ct) => throw new InvalidOperationException()).GenerateAsync(Request));
            Assert.That(items.Single().Error!.Problem, Is.EqualTo("It broke"));
        }

        static async Task<List<GenerationItem>> Read(IAsyncEnumerable<GenerationItem> stream)
        {
            var items = new List<GenerationItem>();
            await foreach (var item in stream)
                items.Add(item);
            return items;
        }

        /// <summary>Its nth reply says n.</summary>
        sealed class NumberedModel : IDialogueModel
        {
            int _count;

            public List<uint?> Seeds { get; } = new List<uint?>();

            public int ContextTokens => 512;

            public int CountTokens(IReadOnlyList<PromptSegment> prompt) => prompt.Count;

            public IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default)
            {
                Seeds.Add(request.Sampling.Seed);
                return new ScriptedModel("答え", $"{++_count}。").GenerateAsync(request, cancellationToken);
            }
        }
    }
}
