using System;
using System.Collections.Generic;
using Ojousama.Inference.Llama.KvCache;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>Decides what the next batch holds: whose adapter it has, and how many tokens of whom.</summary>
    /// <remarks>
    /// One batch has one adapter. The next token of every reply comes first, then as much of waiting prompts as fits, in equal shares, so
    /// that a long prompt starves no short one. Used by the worker only.
    /// </remarks>
    internal sealed class BatchComposer
    {
        const int ChunkBesideReplies = 64; // prompt tokens a step while replies are generated: about as long as one more decode step
        const int StepsPerAdapter = 8; // a change of adapter costs about half a decode step

        readonly LlamaContext _context;
        AdapterKey _adapter; // what the context has applied
        int _stepsLeft;

        /// <param name="context">Lives longer than the composer, and has no adapter yet.</param>
        public BatchComposer(LlamaContext context) => _context = context;

        /// <summary>Fills the context's batch.</summary>
        /// <param name="serving">Have a place; at least one.</param>
        /// <param name="batch">Becomes those of them whose tokens the batch holds.</param>
        public void Compose(List<GenerationJob> serving, List<GenerationJob> batch)
        {
            ApplyAdapter(serving);
            _context.ClearBatch();
            batch.Clear();
            int prompts = 0;
            foreach (GenerationJob job in serving)
            {
                if (!job.Adapter.Equals(_adapter))
                    continue;
                if (job.Remaining == 1)
                    Add(job, 1, batch);
                else
                    prompts++;
            }

            int room = batch.Count == 0 ? _context.BatchCapacity : Math.Min(_context.BatchCapacity - batch.Count, ChunkBesideReplies);
            foreach (GenerationJob job in serving)
            {
                if (prompts == 0)
                    break;
                if (job.Remaining == 1 || !job.Adapter.Equals(_adapter))
                    continue;
                int share = Math.Min(job.Remaining, Math.Max(1, room / prompts--)); // what one does not need is left to the next
                if (share > room)
                    break;
                room -= share;
                Add(job, share, batch);
            }
        }

        /// <summary>Stays with an adapter for some steps, then turns to the job that was not served for the longest.</summary>
        void ApplyAdapter(List<GenerationJob> serving)
        {
            GenerationJob next = serving[0];
            bool isWanted = false;
            foreach (GenerationJob job in serving)
            {
                isWanted |= job.Adapter.Equals(_adapter);
                if (job.LastServed < next.LastServed)
                    next = job;
            }

            if (isWanted && --_stepsLeft > 0)
                return;
            _stepsLeft = StepsPerAdapter;
            if (next.Adapter.Equals(_adapter))
                return;
            _adapter = next.Adapter;
            _context.SetAdapter(_adapter.Adapter, _adapter.Scale);
        }

        void Add(GenerationJob job, int count, List<GenerationJob> batch)
        {
            int begin = job.Sequence!.Tokens.Count;
            int end = begin + count;
            for (int i = begin; i < end; i++)
                job.OutputIndex = _context.Add(job.Tokens[i], i, job.Sequence.Id, wantsOutput: i == job.Tokens.Count - 1);
            job.Decoding = count;
            batch.Add(job);
        }
    }
}
