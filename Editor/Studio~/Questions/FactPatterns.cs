using System.Text.RegularExpressions;

namespace Ojousama.Studio.Questions;

/// <summary>Questions that a fact answers, by how Japanese facts are put. What reads badly is for the round trip and the author to drop.</summary>
static partial class FactPatterns
{
    /// <summary>The most telling first: the word asked for, the matter in other words, then the plain and polite ones. Each once.</summary>
    public static IReadOnlyList<string> Ask(string fact)
    {
        FactShape shape = FactShape.Of(fact);
        IEnumerable<string> forms = shape.IsNominal ? OfNoun(shape) : OfPredicate(shape);
        return [.. forms.Concat(Matters.Ask(fact)).Append(shape.IsNominal ? $"{shape.Body}なの？" : $"{shape.Body}の？").Distinct()];
    }

    /// <summary>好きな色は緑。 世話役は千代さん。</summary>
    static IEnumerable<string> OfNoun(FactShape shape)
    {
        if (shape.Topic.Length == 0)
            return Liking().Match(shape.Rest) is { Success: true } feeling ? OfLiking(feeling, $"{shape.Rest}なの？") : [];
        string word = Interrogative.For(shape.Rest, shape.Topic);
        if (Liking().Match(shape.Rest) is { Success: true } liking)
            return OfLiking(liking, $"{shape.Topic}は{liking.Groups["feeling"].Value}？");
        if (FactShape.IsKin(shape.Topic))
            return [$"{shape.Topic}は何をしている人？", $"{shape.Topic}は{(word == "何" ? "何者" : word)}？", $"{shape.Topic}ってどんな人ですか？", $"{shape.Topic}の仕事は？", $"{shape.Topic}のことを教えて"];
        return
        [
            $"{shape.Topic}は？",
            .. Favourite().Match(shape.Topic) is { Success: true } favourite ? OfFavourite(favourite, word) : [],
            $"{shape.Topic}って{word}？",
            $"{shape.Topic}は{word}ですか？",
            $"{shape.Topic}を教えて",
        ];
    }

    /// <summary>好きな色 → 何色が好き？</summary>
    static IEnumerable<string> OfFavourite(Match favourite, string word)
    {
        string feeling = favourite.Groups["feeling"].Value, noun = favourite.Groups["noun"].Value;
        yield return word == "何色" ? $"何色が{feeling}？" : word is "誰" or "どこ" or "いつ" ? $"{noun}は{word}が{feeling}？" : $"どんな{noun}が{feeling}？";
        yield return feeling is "好き" or "大好き" ? $"{noun}だったら何が好み？" : $"{noun}だったら何が{feeling}？";
        yield return $"{feeling}な{noun}ってある？";
        yield return $"一番{feeling}な{noun}は何ですか？";
    }

    /// <summary>雷が苦手。</summary>
    static IEnumerable<string> OfLiking(Match liking, string asked)
    {
        string feeling = liking.Groups["feeling"].Value, thing = liking.Groups["thing"].Value;
        yield return thing.EndsWith('の') ? $"何をするのが{feeling}？" : $"何が{feeling}？";
        yield return thing.Length > 0 ? $"{thing}って{feeling}？" : asked;
        yield return $"{feeling}なものってある？";
        yield return $"{feeling}なものは何ですか？";
        yield return asked;
    }

    /// <summary>夏は軽井沢で過ごす。</summary>
    static IEnumerable<string> OfPredicate(FactShape shape)
    {
        string head = shape.Topic.Length == 0 ? "" : shape.Topic + "は";
        if (Interrogative.InPlaceOfNumber(shape.Rest) is string counted)
            yield return $"{head}{counted}の？";
        foreach (Match argument in Argument().Matches(shape.Rest))
        {
            string asked = argument.Groups["thing"].Value, particle = argument.Groups["particle"].Value;
            string tail = shape.Rest[(argument.Index + argument.Length)..], before = shape.Rest[..argument.Groups["thing"].Index];
            yield return $"{head}{before}{WordBefore(particle, asked, tail)}{particle}{tail}の？";
        }

        if (shape.Topic.Length == 0)
            yield break;
        yield return Interrogative.IsTime(shape.Topic) ? $"{shape.Topic}は何してる？" : $"{shape.Topic}は？";
        yield return Interrogative.IsTime(shape.Topic) ? $"{shape.Topic}はどう過ごしていますか？" : $"{shape.Topic}ってどんな感じ？";
        yield return $"{shape.Topic}のことを教えて";
    }

    static string WordBefore(string particle, string asked, string predicate)
    {
        string word = Interrogative.For(asked);
        if (word != "何")
            return word;
        return particle is "へ" or "から" || (particle is "に" && Being().IsMatch(predicate)) || (particle is "で" && !Means().IsMatch(asked)) ? "どこ"
            : particle is "と" ? "誰"
            : "何";
    }

    [GeneratedRegex("^(一番)?(?<feeling>大好き|好き|嫌い|苦手|得意|不得意|大切|自慢)[なの](?<noun>.+)$")]
    private static partial Regex Favourite();

    [GeneratedRegex("^((?<thing>[^はが]+)が)?(?<feeling>大好き|大の苦手|大嫌い|好き|嫌い|苦手|得意|不得意)$")]
    private static partial Regex Liking();

    /// <summary>A noun with its particle, told from the letters of other words by what stands beside it.</summary>
    [GeneratedRegex("(?<=^|[、がをにへでと])(?<thing>[^、はがをにへ]*[^、はがをにへぁ-ん]|[^、はがをにへ]+(?=を))(?<particle>を|が|に(?!か|も)|へ|で(?!き|も)|と(?=[一-龠ァ-ヶ])|から)(?=[^、もはの])")]
    private static partial Regex Argument();

    /// <summary>What is done by で, not where.</summary>
    [GeneratedRegex("(車|電車|バス|船|徒歩|馬|手|足|指|目|耳|声|筆|ペン|糸|紙|布|水|湯|牛乳|毛|粉|事故|怪我|風邪|病気|つ|人|曲|色|味|め)$")]
    private static partial Regex Means();

    /// <summary>Verbs that say where.</summary>
    [GeneratedRegex("住|暮ら|通|行|ある|いる|いた|泊|勤|入|帰|置|隠|出|引っ越|移")]
    private static partial Regex Being();
}
