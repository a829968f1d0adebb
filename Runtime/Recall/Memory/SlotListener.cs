using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Safety;

namespace Ojousama.Recall.Memory
{
    /// <summary>Reads with the model what no pattern of a memory slot does: which piece of a line, if any, tells its value.</summary>
    /// <remarks>
    /// Three steps, the cheap ones first: a cue of the slot stands in the line and nobody else is spoken of; of all slots' examples the
    /// one most like the line tells something, and for this slot; the bare base model, with the slot's examples before it, names the
    /// piece, or nothing. A grammar keeps it to the line's own words, so that it can invent none. A model of this size finds the piece
    /// surely but is a poor judge of whether there is one, which is why the examples decide that first.
    /// </remarks>
    internal sealed class SlotListener
    {
        /// <summary>Added to the score of a piece against nothing: of examples that tell nothing, a small base model makes too much.</summary>
        const float PieceBias = 7f;

        const int MaxTokens = 32;

        readonly IReadOnlyList<MemorySlot> _slots; // that may ask the model
        readonly IEmbedder _embedder;
        readonly IDialogueModel _model;
        readonly SafetyFilter _safety;
        Centre? _centre;
        List<(MemorySlot Slot, bool Tells, float[] Vector)>? _examples;

        /// <param name="sheet">Slots without cues are left to their patterns.</param>
        /// <param name="embedder">Compares lines with examples.</param>
        /// <param name="model">Is asked when it has nothing else to do.</param>
        public SlotListener(CharacterSheet sheet, IEmbedder embedder, IDialogueModel model)
        {
            _slots = sheet.memorySlots.FindAll(slot => slot.cues.Count > 0);
            _embedder = embedder;
            _model = model;
            _safety = new SafetyFilter(sheet.safety.refusedWords);
        }

        /// <summary>Listens to a line that no pattern reads.</summary>
        /// <returns>The slot that it tells, and the piece of the line that tells it; null if it tells nothing.</returns>
        /// <exception cref="OjousamaException">Embedder or model failed.</exception>
        public async Task<(MemorySlot Slot, string Piece)?> HearAsync(string line, CancellationToken cancellationToken)
        {
            if (_slots.Any(slot => SlotPiece.HasWordsOf(slot, line)) || !_slots.Any(slot => SlotPiece.MayTell(slot, line)))
                return null;
            MemorySlot? slot = await LikeliestAsync(line, cancellationToken).ConfigureAwait(true);
            if (slot == null || !SlotPiece.MayTell(slot, line))
                return null;
            string piece = await AskAsync(slot, line, cancellationToken).ConfigureAwait(true);
            return SlotPiece.Value(slot, line, piece) is string value && _safety.Find(value) == null ? (slot, piece) : ((MemorySlot, string)?)null;
        }

        /// <summary>The slot of the example that is most like the line; null if that one tells nothing.</summary>
        async Task<MemorySlot?> LikeliestAsync(string line, CancellationToken cancellationToken)
        {
            _centre ??= await Centre.OfAsync(_embedder, TextKind.Query, cancellationToken).ConfigureAwait(true);
            if (_examples == null)
            {
                var all = _slots.SelectMany(slot => slot.examples.Select(example => (Slot: slot, Example: example))).ToArray();
                float[][] vectors = await EmbedAsync(all.Select(e => e.Example.line), cancellationToken).ConfigureAwait(true);
                _examples = all.Select((e, i) => (e.Slot, e.Example.value.Length > 0, vectors[i])).ToList();
            }

            float[] heard = (await EmbedAsync(new[] { line }, cancellationToken).ConfigureAwait(true))[0];
            var (likeliest, tells, _) = _examples.OrderByDescending(example => VectorMath.Dot(heard, example.Vector)).FirstOrDefault();
            return tells ? likeliest : null;
        }

        async Task<float[][]> EmbedAsync(IEnumerable<string> lines, CancellationToken cancellationToken)
        {
            string[] respelled = lines.Select(KanaSpelling.Respell).ToArray();
            float[][] vectors = await _embedder.EmbedAsync(respelled, TextKind.Query, cancellationToken).ConfigureAwait(true);
            return Array.ConvertAll(vectors, _centre!.Apply);
        }

        async Task<string> AskAsync(MemorySlot slot, string line, CancellationToken cancellationToken)
        {
            string? grammar = SpanGrammar.For(line);
            if (grammar == null)
                return "";
            var request = new GenerationRequest(new[] { PromptSegment.Literal(Prompt(slot, line)) })
            {
                MaxTokens = MaxTokens,
                Priority = new RequestPriority(), // replies go before it
                Sampling = SamplingOptions.Greedy with { Grammar = grammar, LogitBias = new Dictionary<string, float> { ["「"] = PieceBias } },
            };
            var answer = new StringBuilder();
            await foreach (GenerationItem item in _model.GenerateAsync(request, cancellationToken).ConfigureAwait(true))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (item.Error != null)
                    throw item.Error;
                answer.Append(item.Text);
            }

            string text = answer.ToString();
            return text.Length > 2 && text[0] == '「' && text[text.Length - 1] == '」' ? text.Substring(1, text.Length - 2) : "";
        }

        static string Prompt(MemorySlot slot, string line)
        {
            var prompt = new StringBuilder();
            foreach (SlotExample example in slot.examples)
                Add(example.line).Append(example.value.Length > 0 ? $"「{example.value}」" : SpanGrammar.Nothing).Append("\n\n");
            return Add(line).ToString();

            StringBuilder Add(string said) => prompt.Append($"発言：{said}\n話し手の{slot.label}：");
        }
    }
}
