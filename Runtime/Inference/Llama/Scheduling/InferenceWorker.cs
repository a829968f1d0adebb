using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>The thread that owns a context and serves every conversation on it: requests go in, items of their streams come out.</summary>
    /// <remarks>
    /// Each step decodes one batch: the next token of every reply that is being generated, then as much of waiting prompts as fits.
    /// One batch has one adapter. A request that fails costs that request only; the thread ends when it is told to.
    /// </remarks>
    internal sealed class InferenceWorker
    {
        readonly LlamaModel _model;
        readonly LlamaContext _context;
        readonly AdaptiveDecoder _decoder;
        readonly JobQueue _jobs;
        readonly AdapterCache _adapters;
        readonly BatchComposer _composer;
        readonly Func<bool> _isUnwanted;
        readonly int _contextTokens;
        readonly Thread _thread;
        readonly object _lock = new object();
        readonly Queue<GenerationStream> _inbox = new Queue<GenerationStream>(); // guarded by _lock
        readonly List<GenerationJob> _batch = new List<GenerationJob>(); // whose tokens are being decoded
        volatile bool _stopping;
        volatile bool _hasMail; // what _inbox holds, told without its lock

        /// <param name="model">Rented; the worker returns it.</param>
        /// <param name="context">The worker disposes it.</param>
        /// <param name="decoder">Of that context.</param>
        /// <param name="options">Its sizes.</param>
        public InferenceWorker(LlamaModel model, LlamaContext context, AdaptiveDecoder decoder, DialogueModelOptions options)
        {
            _model = model;
            _context = context;
            _decoder = decoder;
            _isUnwanted = IsUnwanted;
            _contextTokens = options.ContextTokens;
            _jobs = new JobQueue(new SequencePool(context, options.MaxConversations, options.TotalTokens, options.SnapshotBytes));
            _adapters = new AdapterCache(model);
            _composer = new BatchComposer(context);
            _thread = new Thread(Run) { IsBackground = true, Name = "Ojousama inference" };
            _thread.Start();
        }

        /// <summary>Takes a request from any thread.</summary>
        public void Submit(GenerationStream stream)
        {
            lock (_lock)
            {
                if (!_stopping)
                {
                    _inbox.Enqueue(stream);
                    _hasMail = true;
                    Monitor.Pulse(_lock);
                    return;
                }
            }

            Refuse(stream, Closed());
        }

        /// <summary>Tells the thread to end after at most one part of a decode step. Returns at once.</summary>
        public void RequestStop()
        {
            lock (_lock)
            {
                _stopping = true;
                Monitor.Pulse(_lock);
            }
        }

        /// <summary>Waits until the thread has ended and everything native is free.</summary>
        public void Join()
        {
            if (Thread.CurrentThread != _thread)
                _thread.Join();
        }

        void Run()
        {
            EventHandler stop = (_, __) =>
            {
                RequestStop();
                Join(); // ggml's threads must not run into the end of the process
            };
            AppDomain.CurrentDomain.ProcessExit += stop;
            AppDomain.CurrentDomain.DomainUnload += stop;
            try
            {
                ThreadPriorities.LowerCurrent();
                while (Receive())
                    Step();
            }
            finally
            {
                AppDomain.CurrentDomain.ProcessExit -= stop;
                AppDomain.CurrentDomain.DomainUnload -= stop;
                Close();
            }
        }

        /// <summary>Takes up new requests; waits for one if there is nothing to do. False when it is time to end.</summary>
        bool Receive()
        {
            while (true)
            {
                GenerationStream stream;
                lock (_lock)
                {
                    while (!_stopping && _inbox.Count == 0 && _jobs.IsEmpty)
                        Monitor.Wait(_lock);
                    if (_stopping)
                        return false;
                    if (_inbox.Count == 0)
                        return true;
                    stream = _inbox.Dequeue();
                    _hasMail = _inbox.Count > 0;
                }

                Accept(stream);
            }
        }

        void Accept(GenerationStream stream)
        {
            try
            {
                GenerationRequest request = stream.Request;
                List<int> tokens = _model.Vocabulary.Tokenize(request.Prompt);
                if (tokens.Count == 0 || request.MaxTokens < 0)
                    throw new OjousamaException("The request has no prompt or asks for fewer than no tokens", "Give it a prompt, and MaxTokens of at least 0");
                if (tokens.Count + request.MaxTokens > _contextTokens)
                    throw new OjousamaException(
                        $"The prompt of {tokens.Count} tokens and a reply of up to {request.MaxTokens} do not fit into the context of {_contextTokens}",
                        "Shorten the prompt, lower MaxTokens or raise contextTokens");
                _jobs.Add(new GenerationJob(stream, tokens, new AdapterKey(_adapters.Get(request.Adapter), request.AdapterScale), _model.Vocabulary));
            }
            catch (Exception e)
            {
                Refuse(stream, e);
            }
        }

        void Step()
        {
            try
            {
                List<GenerationJob> served = _jobs.ChooseServed();
                if (served.Count == 0)
                    return;
                _composer.Compose(served, _batch);
                bool hasPrompt = _context.BatchCount > _batch.Count;
                int result = _decoder.Decode(hasPrompt ? _isUnwanted : null); // a reply's short steps are not asked about
                if (result == 0)
                    Sample();
                else if (result != 2) // 2: aborted, because nobody wants it any more or somebody else waits
                    throw new OjousamaException(
                        $"llama.cpp could not decode (code {result}){LlamaLog.TakeError()}",
                        "Say it again; if it persists, lower contextTokens or gpuLayers");
            }
            catch (Exception e)
            {
                _jobs.FailRunning(AsOjousama(e));
            }
        }

        void Sample()
        {
            long now = Stopwatch.GetTimestamp();
            foreach (GenerationJob job in _batch)
            {
                job.LastServed = now;
                if (!job.ConfirmDecoded())
                    continue;
                if (job.BeginsReply)
                    _jobs.BeginReply(job);
                if (job.Sample(_context.Logits(job.OutputIndex), _model.Vocabulary))
                    _jobs.Remove(job);
            }
        }

        void Close()
        {
            OjousamaException error = Closed();
            _jobs.FailAll(error);
            lock (_lock)
            {
                _stopping = true;
                foreach (GenerationStream stream in _inbox)
                    Refuse(stream, error);
                _inbox.Clear();
            }

            _jobs.Dispose();
            _context.Dispose();
            _adapters.Dispose();
            _model.Return();
        }

        static void Refuse(GenerationStream stream, Exception e)
        {
            var timings = new GenerationTimings { Queued = stream.Watch.Elapsed, Total = stream.Watch.Elapsed };
            stream.Write(GenerationItem.Last(new GenerationEnd(StopReason.Error, timings, AsOjousama(e))));
        }

        static OjousamaException AsOjousama(Exception e) => e as OjousamaException
            ?? new OjousamaException($"Generating failed: {e.Message.TrimEnd('.')}", "Report it with the log", e);

        static OjousamaException Closed() =>
            new OjousamaException("The model was closed before the reply was complete", "Keep the model until its replies have ended");

        /// <summary>Whether nobody wants the batch any more, or somebody else waits for what is read ahead.</summary>
        bool IsUnwanted()
        {
            if (_stopping)
                return true;
            if (!_context.SupportsTruncation)
                return false; // an abort leaves its state between two tokens, and all that was read would have to be read again
            bool isAwaited = false, isWanted = false;
            foreach (GenerationJob job in _batch)
            {
                isAwaited |= !job.IsBackground;
                isWanted |= !job.Stream.IsCancelled;
            }

            return !isWanted || (!isAwaited && _hasMail);
        }
    }
}
