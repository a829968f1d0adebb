using Ojousama.Studio.Questions;

namespace Ojousama.Tests.Studio.Questions;

public sealed class FactPatternsTests
{
    [TestCase("好きな色は緑。", "好きな色は？", "何色が好き？", "色だったら何が好み？")]
    [TestCase("苦手な教科は化学である。", "どんな教科が苦手？", "一番苦手な教科は何ですか？")]
    [TestCase("誕生日は5月3日。", "誕生日っていつ？", "何月生まれ？")]
    [TestCase("身長は158センチ。", "身長は何センチですか？", "背はどれくらい？")]
    [TestCase("弟が二人いる。", "弟さんが何人いるの？", "きょうだいはいる？")]
    [TestCase("雷が苦手。", "何が苦手？", "苦手なものってある？")]
    [TestCase("父は陶芸家。", "お父さんは何をしている人？", "お父さんの仕事は？")]
    [TestCase("母方の祖母は京都に住んでいる。", "母方の祖母はどこに住んでいるの？")]
    [TestCase("将来は獣医になりたい。", "将来は何になりたいの？", "大人になったら何になりたい？")]
    [TestCase("駅前の花屋で働いている。", "どこで働いているの？", "バイトはしてる？")]
    [TestCase("文鳥を二羽飼っている。", "何を二羽飼っているの？", "文鳥を何羽飼っているの？", "ペットはいる？")]
    [TestCase("世話役は千代さん。", "世話役って誰？")]
    [TestCase("夏は軽井沢で過ごす。", "夏はどこで過ごすの？", "夏は何してる？")]
    [TestCase("小遣いは月に千二百円。", "お小遣いはいくら？")]
    public void A_fact_is_asked_for_in_plain_polite_and_roundabout_words(string fact, params string[] expected)
    {
        IReadOnlyList<string> forms = FactPatterns.Ask(fact);
        Assert.That(forms, Is.SupersetOf(expected), string.Join('\n', forms));
        Assert.That(forms, Is.Unique);
    }

    [TestCase("年齢は17歳。", "17")]
    [TestCase("好きな季節は冬。", "冬")]
    [TestCase("飼い犬はレオ。", "レオ")]
    public void Only_the_last_form_gives_the_answer_away(string fact, string answer)
    {
        IReadOnlyList<string> forms = FactPatterns.Ask(fact);
        Assert.That(forms.Where(form => form.Contains(answer)), Is.EqualTo(forms.TakeLast(1)));
    }

    [TestCase("お祭りではいつも、はっぴを着る。")]
    [TestCase("。")]
    [TestCase("はい。")]
    [TestCase("「はは」は初めて覚えた言葉。")]
    [TestCase("Loves rain.")]
    public void Whatever_a_fact_is_its_forms_are_questions_or_requests(string fact) =>
        Assert.That(FactPatterns.Ask(fact), Has.All.Matches<string>(form => form.Length > 1 && (form.EndsWith('？') || form.EndsWith("教えて") || form.EndsWith("して"))));
}
