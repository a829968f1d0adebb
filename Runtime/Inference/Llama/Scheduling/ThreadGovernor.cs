using System;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>Chooses with how many threads to compute, by how long the steps before took with so many.</summary>
    /// <remarks>
    /// ggml's threads wait for each other some hundred times a token by spinning, so that one thread which loses its core to somebody else
    /// stops all: the count that is best on a quiet machine is the worst on a busy one. Nothing but the time of a step tells. The count in
    /// use is left when steps take much longer than they did, and others are tried now and then, in trials that together cost about a
    /// hundredth of the time; what tries better stays. A step that takes far too long need not be waited for: <see cref="Limit"/>.
    /// Knows no clock. Not thread-safe.
    /// </remarks>
    internal sealed class ThreadGovernor
    {
        const int Overhead = 5; // tokens whose time a step takes for itself: to read the weights
        const double RecentWeight = 1.0 / 4, UsualWeight = 1.0 / 16; // of a step in the two means
        const double Outlier = 4, Slow = 1.3; // times the usual: alarming at once, or if it lasts
        const double TrialLost = 1.25, TrialWon = 0.93; // times the time to beat: when a trial is broken off, and when it has won
        const double TrialLimit = 1.6, FreshLimit = 2; // times the time to beat: when not even the end of a step is waited for, and of the first with another count
        const double TrialShare = 0.01; // of the time, for trials that fail
        const int TrialSteps = 3;
        const int SoonWait = 2, FirstWait = 4, LeastWait = 8, LongWait = 256, MostWait = 2048; // steps between trials

        readonly int _most;
        readonly Action<string>? _log;
        int _count; // in use
        double _recent, _usual; // seconds a token with it; 0 until known
        int _slowSteps; // one after the other
        bool _isFresh; // the count has just changed: threads have to wake and find a core, which says nothing of those to come
        bool _isAlarmed; // steps were slow, and nothing that is as fast as before was found yet
        double _calm; // seconds a token before the alarm
        int _trial; // count that is being tried; 0 for none
        int _trialSteps;
        double _trialSeconds, _loss; // a token, added up
        bool _triesFewer; // which way the next trial goes
        int _wait = FirstWait, _interval = LeastWait; // steps until the next trial, and the least of them after it
        int _owed; // steps until the last trial's loss is a hundredth of the time
        double _expected; // of the first step, at most; 0 for not known

        /// <param name="most">What it begins with, and never exceeds.</param>
        /// <param name="log">Told of each change, e.g. "with 1 thread from now on, …".</param>
        public ThreadGovernor(int most, Action<string>? log = null)
        {
            _most = _count = most;
            _triesFewer = true;
            _log = log;
        }

        /// <summary>Threads for the next step.</summary>
        public int Threads => _trial != 0 ? _trial : _count;

        /// <summary>Seconds after which a step with <see cref="Threads"/> is better broken off, recorded as it is, and begun again; infinite if no other count would do better.</summary>
        /// <param name="tokens">In its batch.</param>
        public double Limit(int tokens)
        {
            if (Threads == 1)
                return double.PositiveInfinity;
            double expected = _trial != 0 ? _recent : _usual > 0 ? _usual : _expected > 0 ? _expected : double.PositiveInfinity;
            double times = _trial == 0 ? Outlier : _isFresh ? FreshLimit : TrialLimit;
            return expected * times * (tokens + Overhead);
        }

        /// <summary>Tells what no step is likely to exceed, before the first.</summary>
        /// <param name="other">Has seen longer batches, whose tokens cost no less: weights are read once for all of them.</param>
        public void Expect(ThreadGovernor other) => _expected = other._usual;

        /// <summary>Takes up how long a step took with <see cref="Threads"/>.</summary>
        /// <param name="tokens">In its batch.</param>
        /// <param name="seconds">All of it, or until it was broken off.</param>
        public void Record(int tokens, double seconds)
        {
            if (_most == 1)
                return;
            bool isLate = seconds >= Limit(tokens), wasFresh = _isFresh;
            double cost = seconds / (tokens + Overhead);
            _isFresh = false;
            if (wasFresh && !isLate)
            {
                if (_trial != 0)
                    _loss += Math.Max(0, cost - _recent);
                return;
            }

            if (_trial != 0)
                RecordTrial(cost);
            else
                RecordInUse(cost);
        }

        void RecordInUse(double cost)
        {
            if (_usual == 0)
            {
                _recent = cost;
                _usual = _expected > 0 ? Math.Min(_expected, cost) : cost;
            }

            _owed = Math.Max(0, _owed - 1);
            _recent += (cost - _recent) * RecentWeight;
            _slowSteps = cost > _usual * Slow ? _slowSteps + 1 : 0;
            if (cost > _usual * Outlier || _slowSteps >= 2 || _recent > _usual * Slow)
            {
                _slowSteps = 0;
                _recent = Math.Max(_recent, cost);
                _calm = _usual;
                _isAlarmed = _count > 1;
                if (_isAlarmed)
                {
                    Try(_count - 1);
                    return;
                }

                _usual = _recent; // even one thread has to share its core
            }

            if (cost < _usual / Slow)
                _wait = Math.Min(_wait, Math.Max(FirstWait, _owed)); // somebody has left
            _usual += (cost - _usual) * UsualWeight;
            if (--_wait > 0)
                return;
            _triesFewer = _count == _most || (_triesFewer && _count > 1);
            Try(_triesFewer ? _count - 1 : _count + 1);
        }

        void Try(int count)
        {
            _isFresh = count != Threads;
            _trial = count;
            _trialSteps = 0;
            _trialSeconds = 0;
        }

        void RecordTrial(double cost)
        {
            _trialSteps++;
            _trialSeconds += cost;
            _loss += Math.Max(0, cost - _recent);
            double mean = _trialSeconds / _trialSteps;
            if (mean > _recent * TrialLost)
                Fail();
            else if (_trialSteps == TrialSteps && mean < _recent * TrialWon)
                Win(mean);
            else if (_trialSteps == TrialSteps)
                Fail();
        }

        void Win(double mean)
        {
            string why = _isAlarmed ? $"{Name(_count)} became slow, as where others take the cores" : "by trial";
            _log?.Invoke(FormattableString.Invariant($"with {Name(_trial)} from now on, {_recent / mean:F1} times as fast as with {_count} ({why})"));
            _triesFewer = _trial < _count && !_isAlarmed; // further that way, or back
            _interval = _isAlarmed ? LeastWait : Math.Max(LeastWait, _interval / 2);
            bool isStillSlow = _isAlarmed && _trial > 1 && mean > _calm * Slow;
            _count = _trial;
            _recent = _usual = mean;
            if (isStillSlow)
                Try(_count / 2); // many cores are taken
            else
                EndTrial(_isAlarmed ? SoonWait : LeastWait); // a hiccup of the machine alarms too: then back at once
        }

        void Fail()
        {
            if (_isAlarmed && _trial > 1 && _trial == _count - 1 && _count / 2 < _trial)
            {
                Try(_count / 2); // where many cores are taken, one thread less changes nothing
                return;
            }

            if (_isAlarmed)
                _usual = _recent; // slow, and yet the best
            _triesFewer = !_triesFewer;
            _interval = Math.Min(LongWait, _interval * 2);
            _owed = (int)Math.Min(MostWait, _loss / (_recent * TrialShare));
            EndTrial(Math.Max(_interval, _owed));
        }

        void EndTrial(int wait)
        {
            _isFresh = _trial != _count;
            _trial = 0;
            _loss = 0;
            _isAlarmed = false;
            _wait = wait;
        }

        static string Name(int threads) => threads == 1 ? "1 thread" : $"{threads} threads";
    }
}
