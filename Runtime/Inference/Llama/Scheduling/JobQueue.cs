using System;
using System.Collections.Generic;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>A worker's jobs: those that wait for a place in the KV cache, in the order of asking, and those that have one.</summary>
    /// <remarks>Replies generated ahead of time get the places, and the steps, that no other reply wants.</remarks>
    internal sealed class JobQueue : IDisposable
    {
        readonly SequencePool _sequences;
        readonly List<GenerationJob> _waiting = new List<GenerationJob>();
        readonly List<GenerationJob> _running = new List<GenerationJob>();
        readonly List<GenerationJob> _served = new List<GenerationJob>();

        /// <param name="sequences">Disposed with the queue.</param>
        public JobQueue(SequencePool sequences) => _sequences = sequences;

        public bool IsEmpty => _waiting.Count == 0 && _running.Count == 0;

        public void Add(GenerationJob job)
        {
            _waiting.Add(job);
            StartWaiting();
        }

        /// <summary>The jobs that a step is for: replies that are awaited; those ahead of time only if there is no other. Valid until the next call.</summary>
        public List<GenerationJob> ChooseServed()
        {
            DropCancelled();
            _served.Clear();
            foreach (GenerationJob job in _running)
            {
                if (!job.IsBackground)
                    _served.Add(job);
            }

            if (_served.Count == 0)
                _served.AddRange(_running);
            return _served;
        }

        /// <inheritdoc cref="SequencePool.BeginReply"/>
        public void BeginReply(GenerationJob job) => _sequences.BeginReply(job);

        /// <summary>Frees the place of a job that has ended.</summary>
        public void Remove(GenerationJob job)
        {
            _running.Remove(job);
            _sequences.Finish(job);
        }

        /// <summary>Ends all jobs that run, after a failure that may have left the cache in an unknown state.</summary>
        public void FailRunning(OjousamaException error)
        {
            EndRunning(error);
            _sequences.Reset();
        }

        /// <summary>Ends all jobs.</summary>
        public void FailAll(OjousamaException error)
        {
            EndRunning(error);
            foreach (GenerationJob job in _waiting)
                job.End(StopReason.Error, error);
            _waiting.Clear();
        }

        public void Dispose() => _sequences.Dispose();

        void DropCancelled()
        {
            for (int i = _running.Count - 1; i >= 0; i--)
            {
                if (_running[i].Stream.IsCancelled)
                    End(_running[i], StopReason.Cancelled);
            }

            for (int i = _waiting.Count - 1; i >= 0; i--)
            {
                if (!_waiting[i].Stream.IsCancelled)
                    continue;
                _waiting[i].End(StopReason.Cancelled);
                _waiting.RemoveAt(i);
            }

            StartWaiting();
        }

        /// <summary>Gives places to those who wait: first to replies that are awaited, then to those ahead of time.</summary>
        void StartWaiting()
        {
            StartWaiting(ahead: false);
            StartWaiting(ahead: true);
        }

        void StartWaiting(bool ahead)
        {
            for (int i = 0; i < _waiting.Count; i++)
            {
                GenerationJob job = _waiting[i];
                if (job.IsBackground != ahead)
                    continue;
                if (!TryStart(job))
                    return;
                _running.Add(job);
                _waiting.Remove(job);
                i = -1; // another may have been suspended, and now waits at the end
            }
        }

        /// <summary>Suspends replies ahead of time, the youngest first, as long as an awaited one finds no place.</summary>
        bool TryStart(GenerationJob job)
        {
            while (!_sequences.TryStart(job))
            {
                int victim = job.IsBackground ? -1 : _running.FindLastIndex(r => r.IsBackground);
                if (victim < 0)
                    return false;
                GenerationJob ahead = _running[victim];
                Remove(ahead);
                ahead.Suspend();
                _waiting.Add(ahead);
            }

            return true;
        }

        void EndRunning(OjousamaException error)
        {
            for (int i = _running.Count - 1; i >= 0; i--)
                End(_running[i], StopReason.Error, error);
        }

        void End(GenerationJob job, StopReason reason, OjousamaException? error = null)
        {
            Remove(job);
            job.End(reason, error);
        }
    }
}
