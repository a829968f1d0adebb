using Ojousama.Prompting;
using Ojousama.Saving;

namespace Ojousama.Tests.Saving;

public sealed class SaveSizeTests
{
    static readonly string[] Things =
        "お庭の薔薇|朝のお紅茶|ピアノのお稽古|お兄様の手紙|図書室の古い本|生徒会のお仕事|夏の花火|白い日傘|お父様の車|猫のノワール|焼き菓子|星の名前|駅前の喫茶店|弓道の試合|雨の帰り道|クリスマスの市|お祖母様の着物|文化祭の舞台|海辺の別荘|新しい靴".Split('|');

    static readonly string[] Endings =
        "がとても好きですの|のことは秘密ですわ|を思い出していましたの|なら、ご一緒してもよろしくてよ|には少し自信がございますの|なんて、知りませんわ！|が楽しみで眠れませんでしたの|はいかがかしら|を差し上げますわ。べ、別に深い意味はなくてよ|のお話をもっと聞かせてくださる？".Split('|');

    static readonly string[] Openings = "ええ、|まあ。|あら、|ふふ、|……|そうですわね、|いやですわ、|ごきげんよう。|".Split('|');

    [Test]
    public void A_save_of_200_turns_has_at_most_20_kilobytes()
    {
        var random = new Random(6);
        string Pick(string[] from) => from[random.Next(from.Length)];
        var events = new List<GameEvent>();
        for (int i = 0; i < 200; i++)
        {
            string[] facts = Enumerable.Range(0, 3).Select(_ => Pick(Things) + Pick(Endings) + "。").ToArray();
            string reply = $"{Pick(Openings)}{Pick(Things)}{Pick(Endings)}。[face:joy]{Pick(Openings)}{Pick(Things)}{Pick(Endings)}。";
            events.Add(new TurnTaken("小野寺絢音", new Exchange($"{Pick(Things)}って、どう思う？{random.Next(1000)}", facts, reply), "tea"));
            events.Add(new ValueAdded("affection", random.Next(-2, 4), "talk"));
        }

        var save = new Save(events) { Caption = "またお話しいたしましょう。" };
        int size = SaveFormat.Write(save).Length;
        TestContext.Out.WriteLine($"{size} bytes");
        Assert.That(size, Is.LessThanOrEqualTo(20 * 1024));
        Assert.That(size, Is.GreaterThan(5000), "these turns are too much alike to show anything");
    }
}
