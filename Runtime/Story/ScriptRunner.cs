using System;
using System.Collections.Generic;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>Plays a script item by item, and writes all that happens into the transcript.</summary>
    /// <remarks>
    /// <para>Ask <see cref="Next"/>, show what it gives, and ask again once the player goes on; before that, answer options with
    /// <see cref="Choose"/>, and wait until a talk is over. After a save was loaded, or the player rolled back or forward, ask <see cref="Resume"/> first.</para>
    /// <para>Where the script stands is always what the transcript says, so it can be saved at any item. A script runs the same way
    /// again from any place: no model is asked, and nothing is left to chance. One thread.</para>
    /// </remarks>
    public sealed class ScriptRunner
    {
        const int LongestRun = 1_000_000; // instructions without an item: longer than any count that an author means

        readonly Script _script;
        readonly Transcript _transcript;
        readonly ReturnStack _returns;
        int _at = -1; // the instruction that comes next; −1 once the script has ended
        Instruction.Options? _options;
        TalkWindow? _talk;
        SourcePlace _lastLeave; // where a script that never comes to a line last left a node

        /// <param name="script">What is played.</param>
        /// <param name="transcript">Where the game stands; others may write into it too.</param>
        public ScriptRunner(Script script, Transcript transcript)
        {
            _script = script;
            _transcript = transcript;
            _returns = new ReturnStack(script, transcript);
        }

        GameState State => _transcript.State;

        /// <summary>Goes to a node.</summary>
        /// <param name="node">Its title; null for the first one.</param>
        /// <exception cref="OjousamaException">There is no such node.</exception>
        public void Start(string? node = null)
        {
            node ??= _script.Nodes[0];
            if (!_script.NodeStarts.TryGetValue(node, out int start))
                throw new OjousamaException($"The script has no node “{node}”", $"Name one of: {string.Join(", ", _script.Nodes)}");
            foreach (GameEvent initial in new List<GameEvent>(_script.Variables.Initial(State)))
                _transcript.Add(initial);
            _returns.Clear();
            GoTo(start);
        }

        /// <summary>Runs up to the next item.</summary>
        /// <exception cref="InvalidOperationException">The player has not chosen yet, or still talks.</exception>
        /// <exception cref="OjousamaException">The script jumps in circles, no option is available, or the log cannot be written: ask again then.</exception>
        public ScriptItem Next()
        {
            if (_options != null)
                throw new InvalidOperationException("The player has to choose first: call Choose.");
            if (_talk != null)
                EndTalk(_talk);
            for (int i = 0; _at >= 0 && i < LongestRun; i++)
            {
                if (StepOrStay() is ScriptItem item)
                    return item;
            }

            return _at < 0 ? new ScriptEnd() : throw _lastLeave.Error(
                "the script runs in circles without a line", "Put a line or a choice between the node and the <<jump>> back to it, or let the count end sooner");
        }

        /// <summary>The player has chosen. <see cref="Next"/> goes on from there.</summary>
        /// <param name="option">Index into <see cref="ScriptOptions.Options"/>.</param>
        public void Choose(int option)
        {
            if (_options == null)
                throw new InvalidOperationException("There is nothing to choose: the last item was no ScriptOptions.");
            Instruction.Arm arm = _options.Arms[option];
            if (!IsAvailable(arm))
                throw new InvalidOperationException($"The option “{Show(arm.Text)}” is not available.");
            _transcript.Add(new ChoiceMade(option, Show(arm.Text), arm.Id));
            GoTo(arm.Target);
        }

        /// <summary>Goes to where the transcript stands.</summary>
        /// <returns>What stands on the screen there: the line that was shown, or the talk with its last turn; after a choice, what follows from it.</returns>
        /// <remarks>A line that the script no longer has is passed over for the last one before it that it has.</remarks>
        public ScriptItem Resume()
        {
            IReadOnlyList<GameEvent> events = _transcript.Events;
            for (int i = _transcript.Position - 1; i >= 0; i--)
            {
                if (!(events[i] is StepEvent step) || !_script.Places.TryGetValue(step.Id, out int place))
                    continue;
                GoTo(place);
                if (_script.Code[Math.Min(place, _script.Code.Count - 1)] is Instruction.Talk talk && talk.Id == step.Id)
                    return ResumeTalk(talk, i);
                // What followed from the step in the script follows again, and is found to be the same.
                _transcript.MoveTo(i + 1);
                return step is LineShown line ? new ScriptLine(line.Id, line.Speaker, line.Text, Array.Empty<string>()) : Next();
            }

            _transcript.MoveTo(0);
            Start();
            return Next();
        }

        /// <summary>A step that could not be written down has not happened: it comes next again.</summary>
        ScriptItem? StepOrStay()
        {
            int at = _at;
            try
            {
                return Step(_script.Code[at]);
            }
            catch
            {
                GoTo(at);
                throw;
            }
        }

        ScriptItem? Step(Instruction instruction)
        {
            _at++;
            switch (instruction)
            {
                case Instruction.Line line:
                    var shown = new LineShown(line.Speaker, Show(line.Text), line.Id);
                    _transcript.Add(shown);
                    return new ScriptLine(line.Id, line.Speaker, shown.Text, line.Tags);
                case Instruction.Command command:
                    string text = command.Text.Fill(_script.Variables, State);
                    _transcript.Add(new CommandGiven(text));
                    return new ScriptCommand(text);
                case Instruction.Options options:
                    return Offer(options);
                case Instruction.Talk talk:
                    return new ScriptTalk(_talk = new TalkWindow(talk, _transcript));
                case Instruction.TalkEnd _:
                    _transcript.Add(new TextSet(Variables.TalkExit, ((ChoiceMade)State.Step!).Text));
                    return null;
                case Instruction.Set set:
                    Value value = set.Value.Evaluate(_script.Variables, State);
                    _transcript.Add(set.Adds && value.Kind == ValueKind.Number
                        ? new ValueAdded(set.Name, value.Number - _script.Variables.Read(set.Name, State).Number)
                        : Variables.Set(set.Name, value));
                    return null;
                case Instruction.Goto jump:
                    if (jump.Unless == null || !jump.Unless.Evaluate(_script.Variables, State).IsTrue)
                        _at = jump.Target;
                    return null;
                case Instruction.Group group:
                    Pick(group);
                    return null;
                case Instruction.Detour detour:
                    _returns.Push(detour);
                    _at = _script.NodeStarts[detour.Next];
                    return null;
                default:
                    Leave((Instruction.Leave)instruction);
                    return null;
            }
        }

        /// <summary>A choice of which nothing is available is passed over.</summary>
        ScriptItem? Offer(Instruction.Options options)
        {
            var offered = options.Arms.ConvertAll(a => new ScriptOption(a.Id, Show(a.Text), IsAvailable(a)));
            if (!offered.Exists(o => o.IsAvailable))
            {
                _at = options.End;
                return null;
            }

            _options = options;
            return new ScriptOptions(offered);
        }

        void Leave(Instruction.Leave leave)
        {
            _lastLeave = leave.Place.Line > 0 ? leave.Place : _lastLeave;
            CountVisit(leave.Node);
            if (leave.Returns && _returns.TryPop(out Instruction.Detour detour))
            {
                _at = _script.Places[detour.Id];
                return;
            }

            // Who jumps or stops in a detour has left the nodes that wait for it, too.
            while (_returns.TryPop(out Instruction.Detour left))
                CountVisit(left.Node);
            _at = leave.Next == null ? -1 : _script.NodeStarts[leave.Next];
        }

        void CountVisit(string node)
        {
            if (_script.Visited.Contains(node))
                _transcript.Add(new ValueAdded(Variables.VisitsOf(node), 1));
        }

        /// <summary>What was seen least of all that may come, of these the most special, of these the first.</summary>
        void Pick(Instruction.Group group)
        {
            Instruction.GroupArm? best = null;
            foreach (Instruction.GroupArm arm in group.Arms)
            {
                bool mayCome = arm.Condition == null || arm.Condition.Evaluate(_script.Variables, State).IsTrue;
                if (mayCome && (best == null || Views(arm) < Views(best) || (Views(arm) == Views(best) && arm.Complexity > best.Complexity)))
                    best = arm;
            }

            if (best != null)
                _transcript.Add(new ValueAdded(Variables.ViewsOf(best.Id), 1));
            _at = best?.Target ?? group.End;

            double Views(Instruction.GroupArm arm) => State.ValueOf(Variables.ViewsOf(arm.Id));
        }

        void EndTalk(TalkWindow talk)
        {
            if (!(talk.Verdict.Exit is TalkExit exit))
                throw new InvalidOperationException("The talk goes on: wait until it is over, or let the player leave.");
            _transcript.Add(new ChoiceMade((int)exit, exit.ToString().ToLowerInvariant(), talk.Id + Instruction.Talk.EndOfId));
            _talk = null;
        }

        ScriptTalk ResumeTalk(Instruction.Talk talk, int lastStep)
        {
            IReadOnlyList<GameEvent> events = _transcript.Events;
            int first = lastStep, end = lastStep + 1;
            while (first > 0 && (!(events[first - 1] is StepEvent before) || before.Id == talk.Id))
                first--;
            while (!(events[first] is StepEvent))
                first++;
            while (end < events.Count && !(events[end] is StepEvent))
                end++;
            _transcript.MoveTo(end);
            _at++;
            _talk = new TalkWindow(talk, _transcript);
            _talk.GoOnFrom(events, first, end);
            return new ScriptTalk(_talk);
        }

        void GoTo(int instruction)
        {
            _at = instruction;
            _options = null;
            _talk = null;
        }

        bool IsAvailable(Instruction.Arm arm) => arm.Condition == null || arm.Condition.Evaluate(_script.Variables, State).IsTrue;

        string Show(LineText text) => text.Show(_script.Variables, State);
    }
}
