using System;

namespace Ojousama.Recall
{
    /// <summary>Lines that ask for no fact: greetings, sighs, favours, questions about the world. Recall is set up by them.</summary>
    /// <remarks>
    /// Their mean is what every line has in common with every other, and is taken off all vectors; what scores no better than most of
    /// them recalls nothing. Changing a line changes both, so measure again.
    /// </remarks>
    internal static class SmallTalk
    {
        /// <summary>Each once, no two alike.</summary>
        public static readonly string[] Lines = @"
            おはようございます|こんにちは|やあ、元気？|ごきげんよう|久しぶり！|おつかれさま|ただいま戻ったよ|おかえり|さようなら|また来週|おやすみなさい|先に帰るね
            いい天気ですね|暑いなあ|今夜は冷えるね|風が強いな|虹が出てるよ|桜がもう散りそうだ|月がきれいだ|雨、やまないね
            へえー|うん|そうだね|なるほど|本当に？|すごい！|やった！|えっ、何それ|まさか|あはは|うーん、どうだろう|わかった|いいよ|だめだよ|別に|もういい
            ありがとう|ごめんなさい|許して|どういたしまして|おめでとう|がんばって|気をつけてね|無理しないで|泣かないで|よくできました
            今日は忙しかった|もうへとへとだよ|よく寝た|おなかがいっぱいだ|のどがからから|足が痛い|くしゃみが出る|緊張してきた|暇だなあ|困ったな
            今日も綺麗だね|君といると楽しい|会えて嬉しいよ|手が冷たいね|もう少しここにいよう|こっちを向いて|一緒に帰ろう|ちょっと歩こうか
            窓を閉めて|それ取って|ここに座って|少し待って|静かにしよう|荷物を持とうか|写真を撮るよ|ドアを開けてくれる？|これ、あげる
            今は何時ですか|明日は雨かな|次の電車は何時？|道に迷ったみたい|トイレはどこ？|消しゴム貸して|宿題を写させて|この漢字なんて読むの？
            7かける8は？|地球の大きさは？|日本の首都はどこ？|恐竜はなぜ滅んだの？|大統領って誰？|水は何度で沸騰する？|一番長い川は？|人工知能ってどう思う？
            昨日の試合は勝ったよ|僕の財布が見つからない|パソコンが動かない|バイトに遅刻した|課題が終わらない|母に怒られた|今朝パンを焦がした|髪を切りすぎちゃった
            冗談を言って|歌ってよ|なぞなぞを出して|踊ろう|早口言葉を言ってみて|鬼ごっこしよう|何か話して|続きを聞かせて"
            .Replace("\n", "|").Replace("\r", "").Replace(" ", "").Split('|', StringSplitOptions.RemoveEmptyEntries);
    }
}
