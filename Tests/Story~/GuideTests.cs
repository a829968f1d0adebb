using System.Text.RegularExpressions;
using Ojousama.Story;

namespace Ojousama.Tests.Story;

public sealed class GuideTests
{
    [TestCase("writing-a-story.md")]
    [TestCase("ja/writing-a-story.md")]
    public void The_story_of_the_guide_is_sound(string page)
    {
        string guide = File.ReadAllText(Path.Combine(PackagePaths.FindCheckout()!, "Documentation~", page));
        var stories = Regex.Matches(guide, "```yarn\n(.*?)```", RegexOptions.Singleline);
        Assert.That(stories, Is.Not.Empty);
        foreach (Match story in stories)
            Assert.That(Script.Parse(story.Groups[1].Value, "writing-a-story.md").Nodes, Is.Not.Empty);
    }
}
