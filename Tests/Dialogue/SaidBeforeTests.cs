using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Prompting;

namespace Ojousama.Tests.Dialogue
{
    public sealed class SaidBeforeTests
    {
        [Test]
        public async Task AReplyOfBeforeIsDrawnAgainHotterAndByAnotherSeed()
        {
            var model = new DrawingModel("お茶を|いただきますわ。", "お茶をいただき|ますわ！", "お散歩ですわ。");
            var conversation = new Conversation(new CharacterSheet(), model);
            Assert.That(await SayAsync(conversation, "何してたの"), Is.EqualTo("お茶をいただきますわ。"));
            Assert.That(await SayAsync(conversation, "何してたの"), Is.EqualTo("お散歩ですわ。"));
            SamplingOptions[] draws = model.Requests.Skip(1).Select(request => request.Sampling).ToArray();
            Assert.That(draws[1].Temperature, Is.GreaterThanOrEqualTo(Math.Max(0.8f, draws[0].Temperature)));
            Assert.That(draws[1].Seed, Is.Not.EqualTo(draws[0].Seed));
        }

        [Test]
        public async Task TheSameLineSixTimesGetsSixRepliesFromAModelThatKnowsOne()
        {
            var conversation = new Conversation(new CharacterSheet(), new DrawingModel("ええ、そうですわ。"));
            var replies = new List<string>();
            for (int i = 0; i < 6; i++)
                replies.Add(await SayAsync(conversation, "そうだね"));
            Assert.That(replies, Is.Unique);
        }

        [Test]
        public async Task WhoAsksToHearItAgainHearsTheSame()
        {
            var conversation = new Conversation(new CharacterSheet(), new DrawingModel("お茶ですわ。"));
            string first = await SayAsync(conversation, "何してたの");
            Assert.That(await SayAsync(conversation, "もう一度言って"), Is.EqualTo(first));
        }

        [Test]
        public async Task ANewReplyIsStreamedWhileItIsGenerated()
        {
            var model = new DrawingModel("紅茶ですわ。", "紅茶と|お菓子ですわ。|あなたは、|いかが？");
            var conversation = new Conversation(new CharacterSheet(), model);
            await SayAsync(conversation, "何してたの");
            model.Pause = new SemaphoreSlim(3);
            IAsyncEnumerator<DialogueItem> items = conversation.SayAsync("何が好き").GetAsyncEnumerator();
            do
                Assert.That(await items.MoveNextAsync(), Is.True);
            while (!(items.Current is TextPiece));
            Assert.That(((TextPiece)items.Current).Text, Is.EqualTo("紅茶とお菓子ですわ。"), "while the last piece is not there yet");
            model.Pause.Release(8);
            await items.DisposeAsync();
        }

        [Test]
        public async Task PlainConversationsAreLeftAlone()
        {
            var conversation = new Conversation(new CharacterSheet(), new DrawingModel("はい。"), options: new ConversationOptions { IsPlain = true });
            await SayAsync(conversation, "やあ");
            Assert.That(await SayAsync(conversation, "やあ"), Is.EqualTo("はい。"));
        }

        [Test]
        public async Task ABrokenStreamIsTheTurnsFailure()
        {
            var model = new DrawingModel("はい。") { BreaksAfter = 1 };
            var conversation = new Conversation(new CharacterSheet(), model);
            await SayAsync(conversation, "やあ");
            DialogueItem? last = null;
            await foreach (DialogueItem item in conversation.SayAsync("やあ"))
                last = item;
            Assert.That(last, Is.InstanceOf<TurnFailed>());
        }

        static async Task<string> SayAsync(Conversation conversation, string line)
        {
            string reply = "";
            await foreach (DialogueItem item in conversation.SayAsync(line))
                reply += item is TextPiece piece ? piece.Text : "";
            return reply;
        }

        /// <summary>Answers each request with the next of its replies, the last one from then on. A stroke parts pieces.</summary>
        sealed class DrawingModel : IDialogueModel
        {
            readonly string[] _replies;

            public DrawingModel(params string[] replies) => _replies = replies;

            public List<GenerationRequest> Requests { get; } = new List<GenerationRequest>();

            public SemaphoreSlim? Pause { get; set; }

            /// <summary>Requests after which streams end without their last item.</summary>
            public int BreaksAfter { get; set; } = int.MaxValue;

            public int ContextTokens => 2048;

            public int CountTokens(IReadOnlyList<PromptSegment> prompt) => prompt.Sum(s => s.Text.Length);

            public async IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
            {
                string reply = _replies[Math.Min(Requests.Count, _replies.Length - 1)];
                Requests.Add(request);
                foreach (string piece in reply.Split('|'))
                {
                    if (Pause != null)
                        await Pause.WaitAsync(CancellationToken.None);
                    yield return GenerationItem.Piece(piece, 100);
                }

                if (Requests.Count <= BreaksAfter)
                    yield return GenerationItem.Last(new GenerationEnd(StopReason.End, default));
            }
        }
    }
}
