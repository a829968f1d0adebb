using System;
using System.Collections.Generic;
using System.Net.Http;

namespace Ojousama.Inference.Remote
{
    /// <summary>How to talk to a server that runs the model. Copied when the model is connected.</summary>
    public sealed record RemoteModelOptions
    {
        /// <summary>The variable of the environment that holds the server's key, if no <see cref="ApiKey"/> is given.</summary>
        public const string KeyVariable = "OJOUSAMA_API_KEY";

        /// <summary>What the host of the game set for all models that sheets name by URL; set it before the first is loaded.</summary>
        public static RemoteModelOptions Host { get; set; } = new RemoteModelOptions();

        /// <summary>A server's address that goes before the model file of every sheet, e.g. from a command line; null to follow the sheets.</summary>
        public string? Server { get; init; }

        /// <summary>Asked for the server's key whenever a request is sent, so that it may change, and so that it lies in no file; null for the variable <see cref="KeyVariable"/>.</summary>
        /// <remarks>Called from any thread. An empty or null key sends none.</remarks>
        public Func<string?>? ApiKey { get; init; }

        /// <summary>Makes what sends the requests: for certificates of the studio's own, proxies and tests. Null for the platform's usual.</summary>
        /// <remarks>Called once for each model, which disposes it.</remarks>
        public Func<HttpMessageHandler>? Handler { get; init; }

        /// <summary>Tokens of one conversation, reply included; 0 for what the server tells, else 2048.</summary>
        /// <value>Default 0.</value>
        public int ContextTokens { get; init; }

        /// <summary>How turns are marked in prompts that the server takes as they are; empty for what it tells. Without either it gets messages, and marks the turns itself.</summary>
        /// <value>Default empty.</value>
        public string TurnFormat { get; init; } = "";

        /// <summary>How long the server may take to say that it is there, and to answer small questions.</summary>
        /// <value>Default 10 seconds.</value>
        public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

        /// <summary>How long the first token may take: waiting for a place, and reading the prompt.</summary>
        /// <value>Default 60 seconds; a conversation gives up before, by its own <c>FirstSentenceTimeout</c>.</value>
        public TimeSpan FirstTokenTimeout { get; init; } = TimeSpan.FromSeconds(60);

        /// <summary>How long the server may be silent within a reply.</summary>
        /// <value>Default 15 seconds.</value>
        public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(15);

        /// <summary>How often a request is sent again that failed before its first token, each time after twice the wait. A reply that has begun is never asked for again.</summary>
        /// <value>Default 3.</value>
        public int Retries { get; init; } = 3;

        /// <summary>The first wait before a retry, unless the server names one.</summary>
        /// <value>Default 0.25 seconds.</value>
        public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

        /// <summary>The longest wait that a server may ask for; beyond it the reply fails.</summary>
        /// <value>Default 30 seconds.</value>
        public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

        /// <summary>Told, in one line each, what the server does not know, and when a request is sent again; from any thread. Null for silence.</summary>
        public Action<string>? Log { get; init; }

        internal string? Key => ApiKey != null ? ApiKey() : Environment.GetEnvironmentVariable(KeyVariable);

        internal void WriteLog(string line)
        {
            try
            {
                Log?.Invoke(line);
            }
            catch (Exception)
            {
                // A listener's fault costs no more than its line.
            }
        }

        internal void Check()
        {
            if (ContextTokens != 0 && (ContextTokens < 64 || ContextTokens > 1 << 24))
                throw new OjousamaException($"A context of {ContextTokens} tokens is out of range", "Set ContextTokens to 0 or to 64 or more");
            if (Retries < 0 || Retries > 100)
                throw new OjousamaException($"{Retries} retries are out of range", "Set Retries from 0 to 100");
            foreach (var (name, value) in new Dictionary<string, TimeSpan>
                     {
                         [nameof(AnswerTimeout)] = AnswerTimeout, [nameof(FirstTokenTimeout)] = FirstTokenTimeout, [nameof(SilenceTimeout)] = SilenceTimeout,
                     })
            {
                if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
                    throw new OjousamaException($"The timeout {name} is {value}", "Set it to more than nothing and at most a day");
            }

            if (RetryDelay < TimeSpan.Zero || MaxRetryDelay < RetryDelay)
                throw new OjousamaException($"The waits of {RetryDelay} to {MaxRetryDelay} before a retry are out of order", "Set RetryDelay to 0 or more, and MaxRetryDelay to no less");
        }
    }
}
