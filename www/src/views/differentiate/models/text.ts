import { bilingual } from "../../../i18n/lang.ts";
import { text as clv } from "../clv/text.ts";

const own = bilingual(
  {
    title: "Which model",
    totalTitle: (name: string, predicted: string, actual: string) => `${name} foresaw ${predicted} purchases after the cut; ${actual} came`,
    totalAlt: "Purchases that each model foresaw after the cut, against those that came.",
    foreseen: "purchases foreseen after the cut",
    came: (actual: string) => `came: ${actual}`,
    byXTitle: "Foreseen and actual purchases after the cut, by repeat purchases before it",
    trackTitle: (name: string) => `Repeat purchases so far: what came, what ${name} foresaw, and if nobody ever left`,
    never: "NBD: nobody leaves",
    unfit: "did not converge",
    chosen: "recommended",
    apart: "counts periods, not purchases",
    table: ["Model", "Foreseen", "Error in all", "RMSE", "MAE", "AIC", "BIC", "Log-likelihood", "Converged"],
    yes: "yes",
    no: "no",
    use: (name: string) => `Use ${name} for lifetime value`,
    penalise: "Hold the parameters (penalty 0.1)",
    penalty: "Penalty (0 is none)",
    learnt: (day: string) => `Learnt up to ${day}, tested on what came after.`,
    aic: "AIC and BIC weigh how well a model describes what it learnt from against its number of parameters; smaller is better. RMSE and MAE are errors a customer after the cut, in purchases.",
  },
  {
    title: "模型对比",
    totalTitle: (name, predicted, actual) => `${name} 预计分界后购买 ${predicted} 次，实际 ${actual} 次`,
    totalAlt: "各模型预计的分界后购买次数，与实际次数对比。",
    foreseen: "预计的分界后购买次数",
    came: (actual) => `实际 ${actual} 次`,
    byXTitle: "按分界前复购次数：分界后预计与实际的平均购买次数",
    trackTitle: (name) => `累计复购：实际、${name} 的预计，以及假如无人流失`,
    never: "NBD：无人流失",
    unfit: "未收敛",
    chosen: "推荐",
    apart: "按期计数，而非按次",
    table: ["模型", "预计", "总误差", "RMSE", "MAE", "AIC", "BIC", "对数似然", "收敛"],
    yes: "是",
    no: "否",
    use: (name) => `用 ${name} 计算终身价值`,
    penalise: "约束参数（惩罚项 0.1）",
    penalty: "惩罚项（0 为不用）",
    learnt: (day) => `用截至${day}的数据建模，用之后的数据检验。`,
    aic: "AIC 与 BIC 权衡模型对建模数据的描述与参数个数，越小越好；RMSE 与 MAE 是分界后每位客户的误差，单位为购买次数。",
  },
);

/** The words of this view, and those it shares with lifetime value. */
export const text = () => ({ ...clv(), ...own() });
