using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Inference.Llama.KvCache;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>Gives jobs their place in the KV cache, reusing what earlier jobs left there.</summary>
    /// <remarks>
    /// Cells are counted as if no prefix were shared, and a running job is counted with all that it may still need,
    /// so that llama.cpp never runs out of them. Used by the worker only.
    /// </remarks>
    internal sealed class SequencePool : IDisposable
    {
        readonly LlamaContext _context;
        readonly Sequence[] _sequences;
        readonly int _cells;
        readonly KvSnapshotStore _snapshots;
        int _reserved; // cells of running jobs at their longest
        long _clock;
        GenerationJob? _exclusive; // a running job beside which no other may

        /// <param name="context">Holds the cells.</param>
        /// <param name="sequences">Conversations at once.</param>
        /// <param name="cells">Tokens that all of them may hold.</param>
        /// <param name="snapshotBytes">Plain memory for conversations that lose their place.</param>
        public SequencePool(LlamaContext context, int sequences, int cells, long snapshotBytes)
        {
            _context = context;
            _sequences = Enumerable.Range(0, sequences).Select(i => new Sequence(i)).ToArray();
            _cells = cells;
            _snapshots = new KvSnapshotStore(context, snapshotBytes);
        }

        /// <summary>Starts a job on the place where most of its prompt is already there. False: none is free, try again when a job has ended.</summary>
        public bool TryStart(GenerationJob job)
        {
            if (_exclusive != null || _reserved + job.MaxTokens > _cells || _sequences.All(s => s.IsBusy))
                return false;
            if (job.Stream.Request.IsReproducible)
            {
                if (_sequences.Any(s => s.IsBusy))
                    return false;
                Reset();
                _exclusive = job;
            }

            Sequence source = Longest(job, out int common);
            KvSnapshotStore.Entry? kept = _exclusive == null ? _snapshots.Find(job.Tokens, job.Adapter, common) : null;
            if (kept != null && TryRestore(kept))
                source = Longest(job, out common);
            DemoteSuperseded(job);
            Sequence target = Target(source, common);
            if (target != source)
                Forget(target);
            else if (target.Tokens.Count - common >= KvSnapshotStore.WorthTokens)
                _snapshots.Save(target); // it belongs to another conversation, and there is no other place
            target.IsBusy = true; // from here on it is not evicted
            target.Adapter = job.Adapter;
            target.LastUse = ++_clock;
            if (target == source)
            {
                Truncate(target, common);
            }
            else if (common > 0)
            {
                _context.Share(source.Id, target.Id, common);
                target.Tokens.AddRange(source.Tokens.Take(common));
            }

            _reserved += job.MaxTokens;
            EvictIdle();
            job.Start(target);
            return true;
        }

        /// <summary>
        /// Notes that a job's prompt was read and its reply begins. If the reply is cut, the next prompt goes on from here, and a memory that
        /// cannot be cut is gone past it: then a copy is kept.
        /// </summary>
        public void BeginReply(GenerationJob job)
        {
            if (!_context.SupportsTruncation)
                _snapshots.Save(job.Sequence!);
        }

        /// <summary>Frees the job's place; its cells stay for the next turn.</summary>
        public void Finish(GenerationJob job)
        {
            if (_exclusive == job)
                _exclusive = null;
            _reserved -= job.MaxTokens;
            job.Sequence!.IsBusy = false;
            job.Sequence.LastUse = job.IsBackground && job.Stream.IsCancelled ? 0 : ++_clock; // a choice that was not taken is forgotten first
        }

        /// <summary>Forgets all cells, after a failure that may have left them in an unknown state. No job may be running.</summary>
        public void Reset()
        {
            _context.Clear();
            foreach (Sequence sequence in _sequences)
                sequence.Tokens.Clear();
        }

        public void Dispose() => _snapshots.Dispose();

        /// <summary>A conversation that goes on without its oldest turns leaves behind what nobody asks for again: it is forgotten first, and not kept.</summary>
        void DemoteSuperseded(GenerationJob job)
        {
            foreach (Sequence sequence in _sequences)
            {
                if (!sequence.IsBusy && sequence.Adapter.Equals(job.Adapter) && sequence.EndsWithin(job.Tokens))
                    sequence.LastUse = 0;
            }
        }

        /// <summary>Takes a conversation back into the cache, in the place of the one left alone for the longest.</summary>
        bool TryRestore(KvSnapshotStore.Entry kept)
        {
            Sequence target = LeastUsed();
            Forget(target);
            while (_reserved + IdleTokens() + kept.Tokens.Length > _cells)
            {
                if (IdleTokens() == 0)
                    return false;
                ForgetOldest();
            }

            target.LastUse = ++_clock;
            return _snapshots.Restore(kept, target);
        }

        /// <summary>The sequence whose cells a prompt can take over the most of.</summary>
        Sequence Longest(GenerationJob job, out int longest)
        {
            Sequence best = _sequences[0];
            longest = -1;
            foreach (Sequence sequence in _sequences)
            {
                int candidate = sequence.Common(job.Tokens, job.Adapter);
                if (candidate > longest && candidate < _context.LeastLength(sequence.Id))
                    candidate = 0;
                if (candidate > longest || (candidate == longest && best.IsBusy && !sequence.IsBusy))
                    (best, longest) = (sequence, candidate);
            }

            return best;
        }

        /// <summary>
        /// The source itself if the prompt only goes on where it ends, or repeats it up to its last token; else another place,
        /// because the source belongs to another conversation, which will want its cells again.
        /// </summary>
        Sequence Target(Sequence source, int common)
        {
            if (!source.IsBusy && source.Tokens.Count <= common + 1)
                return source;
            return LeastUsed();
        }

        /// <summary>A place to take: an empty one, else that of the conversation left alone for the longest.</summary>
        Sequence LeastUsed() => _sequences.Where(s => !s.IsBusy).OrderBy(s => s.Tokens.Count > 0).ThenBy(s => s.LastUse).First();

        int IdleTokens() => _sequences.Where(s => !s.IsBusy).Sum(s => s.Tokens.Count);

        /// <summary>Lets go of conversations, the one left alone for the longest first, until all that is held and promised fits.</summary>
        void EvictIdle()
        {
            while (_reserved + IdleTokens() > _cells)
                ForgetOldest();
        }

        void ForgetOldest() => Forget(_sequences.Where(s => !s.IsBusy && s.Tokens.Count > 0).OrderBy(s => s.LastUse).First());

        void Forget(Sequence sequence)
        {
            _snapshots.Save(sequence);
            Truncate(sequence, 0);
        }

        void Truncate(Sequence sequence, int length)
        {
            if (sequence.Tokens.Count <= length)
                return;
            bool kept = _context.Truncate(sequence.Id, length);
            sequence.Tokens.RemoveRange(kept ? length : 0, sequence.Tokens.Count - (kept ? length : 0));
        }
    }
}
