using System.Collections.Generic;
using Ojousama.Dialogue;

namespace Ojousama.Story
{
    /// <summary>One step of a script. A script is a flat list of these, so that any place in it is one number.</summary>
    internal abstract partial class Instruction
    {
        /// <summary>Refuses what does not fit together.</summary>
        public virtual void Check(Variables variables)
        {
        }

        internal sealed class Line : Instruction
        {
            public Line(string id, string speaker, LineText text, IReadOnlyList<string> tags)
            {
                Id = id;
                Speaker = speaker;
                Text = text;
                Tags = tags;
            }

            public string Id { get; }

            public string Speaker { get; }

            public LineText Text { get; }

            public IReadOnlyList<string> Tags { get; }

            public override void Check(Variables variables) => Text.Check(variables);
        }

        internal sealed class Options : Instruction
        {
            /// <summary>Where the script goes on if none is available.</summary>
            public int End { get; set; }

            public List<Arm> Arms { get; } = new List<Arm>();

            public override void Check(Variables variables)
            {
                foreach (Arm arm in Arms)
                {
                    arm.Text.Check(variables);
                    arm.Condition?.CheckIs(ValueKind.Truth, variables);
                }
            }
        }

        /// <summary>One option, and where the script goes on if it is chosen.</summary>
        internal sealed class Arm
        {
            public Arm(string id, LineText text, Formula? condition, int target)
            {
                Id = id;
                Text = text;
                Condition = condition;
                Target = target;
            }

            public string Id { get; }

            public LineText Text { get; }

            public Formula? Condition { get; }

            public int Target { get; }
        }

        internal sealed class Set : Instruction
        {
            /// <param name="place">Of the variable.</param>
            /// <param name="name">Its name.</param>
            /// <param name="value">What it becomes.</param>
            /// <param name="operand">What stands behind the sign: the value itself, or what changes it. It tells the kind of a variable that is not declared.</param>
            public Set(SourcePlace place, string name, Formula value, Formula operand)
            {
                Place = place;
                Name = name;
                Value = value;
                Operand = operand;
            }

            public SourcePlace Place { get; }

            public string Name { get; }

            public Formula Value { get; }

            public Formula Operand { get; }

            /// <summary>For += and -=: the log then tells by how much a number changed.</summary>
            public bool Adds { get; set; }

            public override void Check(Variables variables)
            {
                variables.TryKind(Name, out ValueKind kind);
                Value.CheckIs(kind, variables);
            }
        }

        internal sealed class Command : Instruction
        {
            public Command(LineText text) => Text = text;

            public LineText Text { get; }

            public override void Check(Variables variables) => Text.Check(variables);
        }

        internal sealed class Talk : Instruction
        {
            public const string EndOfId = "/end";

            public Talk(string id, string character, int turnCap, AffectionRange range, string variable, IReadOnlyList<TalkTopic> topics)
            {
                Id = id;
                Character = character;
                TurnCap = turnCap;
                Range = range;
                Variable = variable;
                Topics = topics;
            }

            public string Id { get; }

            /// <summary>Under which the log keeps why it ended.</summary>
            public string EndId => Id + EndOfId;

            /// <summary>Empty for the scene's first.</summary>
            public string Character { get; }

            public int TurnCap { get; }

            public AffectionRange Range { get; }

            public string Variable { get; }

            public IReadOnlyList<TalkTopic> Topics { get; }
        }

        /// <summary>Stands behind a talk: notes why it ended, from the step that says so.</summary>
        internal sealed class TalkEnd : Instruction
        {
        }

        /// <summary>Goes elsewhere, or goes there if a condition is false.</summary>
        internal sealed class Goto : Instruction
        {
            public Goto(Formula? unless = null) => Unless = unless;

            /// <summary>Null for always.</summary>
            public Formula? Unless { get; }

            public int Target { get; set; }

            public override void Check(Variables variables) => Unless?.CheckIs(ValueKind.Truth, variables);
        }

        /// <summary>Leaves the node, for another one or for good.</summary>
        internal sealed class Leave : Instruction
        {
            public Leave(string node, string? next, SourcePlace place)
            {
                Node = node;
                Next = next;
                Place = place;
            }

            public string Node { get; }

            /// <summary>Null if the script ends here, or comes back from a detour.</summary>
            public string? Next { get; }

            /// <summary>Whether a detour to the node comes back from here.</summary>
            public bool Returns { get; set; }

            public SourcePlace Place { get; }
        }
    }
}
