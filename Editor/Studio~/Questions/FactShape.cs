using System.Text.RegularExpressions;

namespace Ojousama.Studio.Questions;

/// <summary>How a fact is put: what it is about, and what it says of that.</summary>
/// <param name="Topic">What stands before は, as a player would say it (お父さん for 父); empty if there is none.</param>
/// <param name="Rest">All after は, without 。 and である.</param>
/// <param name="IsNominal">Whether it ends in a noun: 好きな色は緑.</param>
sealed partial record FactShape(string Topic, string Rest, bool IsNominal)
{
    /// <summary>Nouns by which one speaks of one's own, and those that others use.</summary>
    static readonly (string Own, string Others)[] s_polite =
    [
        ("父", "お父さん"), ("母", "お母さん"), ("兄", "お兄さん"), ("姉", "お姉さん"), ("弟", "弟さん"), ("妹", "妹さん"), ("祖父", "おじいさん"),
        ("祖母", "おばあさん"), ("両親", "ご両親"), ("叔父", "叔父さん"), ("叔母", "叔母さん"), ("従兄", "いとこ"), ("従姉", "いとこ"),
    ];

    public static FactShape Of(string fact)
    {
        string body = Copula().Replace(fact.Trim().TrimEnd('。'), "");
        int at = TopicEnd(body);
        string topic = at < 0 ? "" : Polite(body[..at]), rest = Polite(body[(at + 1)..]);
        return new FactShape(topic, rest, !Predicate().IsMatch(rest));
    }

    /// <summary>The fact's words, as others would say them.</summary>
    public string Body => Topic.Length == 0 ? Rest : $"{Topic}は{Rest}";

    /// <summary>Whether a topic is somebody of the family.</summary>
    public static bool IsKin(string topic) => s_polite.Any(word => word.Others == topic);

    /// <summary>Where the particle は stands that ends the topic; -1 if there is none.</summary>
    static int TopicEnd(string body)
    {
        int quotes = 0;
        for (int i = 0; i < body.Length - 1; i++)
        {
            quotes += body[i] is '「' or '『' or '（' ? 1 : body[i] is '」' or '』' or '）' ? -1 : 0;
            if (body[i] != 'は' || i == 0 || quotes > 0)
                continue;
            bool beginsWord = body[i - 1] is 'な' or 'る' or 'た' or 'い' or '、' && IsHiragana(body[i + 1]);
            if (!beginsWord)
                return i;
        }

        return -1;
    }

    static string Polite(string text)
    {
        foreach (var (own, others) in s_polite)
        {
            if (text.StartsWith(own, StringComparison.Ordinal) && (text.Length == own.Length || "のがをにとはで".Contains(text[own.Length])))
                return others + text[own.Length..];
        }

        return text;
    }

    static bool IsHiragana(char c) => c is >= 'ぁ' and <= 'ゟ';

    [GeneratedRegex("(である|です|なのだ)$")]
    private static partial Regex Copula();

    /// <summary>A verb or an adjective at the end.</summary>
    [GeneratedRegex("[うくぐすつぬぶむるただい]$")]
    private static partial Regex Predicate();
}
